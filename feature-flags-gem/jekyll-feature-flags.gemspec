# frozen_string_literal: true

require_relative "lib/jekyll-feature-flags/version"

Gem::Specification.new do |spec|
  spec.name = "jekyll-feature-flags"
  spec.version = JekyllFeatureFlags::VERSION
  spec.platform = Gem::Platform::RUBY
  spec.authors = ["site-edge"]
  spec.summary = "Experiments, variants and feature flags for Jekyll, baked into static pages"
  spec.description = "Tags for A/B experiments and feature flags. Every variant of a page is rendered at " \
                     "build time, so that an edge server only chooses between finished files."
  spec.licenses = ["Apache-2.0"]
  spec.required_ruby_version = Gem::Requirement.new(">= 2.7.0")
  spec.require_paths = ["lib"]
  spec.files = Dir.glob("{lib/**/*.rb,README.md,LICENSE}", :base => __dir__ || ".")

  spec.add_runtime_dependency "jekyll", ">= 4.2", "< 5.0"
end
