# frozen_string_literal: true

require "fileutils"

module SiteEdge
  # Gems that a bundle needs not bring: nothing of theirs is wanted, or JRuby or this plugin has what they do. Each is an
  # empty gem in a folder, so that Bundler neither looks for it nor compiles it.
  module BundleStandIns
    # Ours, on the class path.
    OURS = %w(jekyll-feature-flags jekyll-sass-converter).freeze

    # Jekyll's server and watcher, and Dart Sass and libsass in C.
    NOT_NEEDED = %w(
      em-websocket eventmachine http_parser.rb listen rb-fsevent rb-inotify sass-embedded sassc wdm webrick
    ).freeze

    # In C for CRuby, in Java inside JRuby, which has them on its load path.
    IN_JRUBY = %w(
      bigdecimal date etc fcntl ffi io-console io-wait jruby-openssl json openssl psych racc stringio strscan zlib
    ).freeze

    NAMES = (OURS + NOT_NEEDED + IN_JRUBY).freeze

    # What one says it is; any requirement is met.
    VERSION = "999"

    # Prepended to Gem::Dependency: a site may ask for any version.
    module AnyVersion
      def requirement
        NAMES.include?(name) ? Gem::Requirement.default : super
      end
    end

    class << self
      # Replaces what the Gemfile says of them.
      #
      # gemfile - Bundler::Dsl, evaluated
      # folder  - where their specifications may stand
      def add_to(gemfile, folder)
        Gem::Dependency.prepend(AnyVersion)
        gemfile.dependencies.reject! { |dependency| NAMES.include?(dependency.name) }
        NAMES.each do |name|
          write(folder, name)
          gemfile.gem(name, :path => folder, :require => false)
        end
      end

      private

      def write(folder, name)
        FileUtils.mkdir_p(folder)
        File.write(File.join(folder, "#{name}.gemspec"), <<~RUBY)
          Gem::Specification.new do |s|
            s.name = #{name.inspect}
            s.version = #{VERSION.inspect}
            s.summary = "Stands in for a gem that site-edge does not need"
            s.authors = ["site-edge"]
            s.files = []
          end
        RUBY
      end
    end
  end
end
