# frozen_string_literal: true

# For `ruby -r` of a build under CRuby that is compared with one of the Maven plugin: what the plugin adds to Jekyll's
# defaults. Needs the packed gems in GEM_HOME.

require "jekyll"

$LOAD_PATH.unshift(File.expand_path("../../../../feature-flags-gem/lib", __dir__))
require "jekyll-feature-flags"

Jekyll::Hooks.register(:site, :after_init) { |site| site.include |= %w(_redirects _headers .well-known) }
