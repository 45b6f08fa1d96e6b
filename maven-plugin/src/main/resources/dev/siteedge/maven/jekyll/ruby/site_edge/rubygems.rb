# frozen_string_literal: true

# RubyGems, started late: it is told which gems are active already.
active = SiteEdge::BundledGems.hand_over
require "rubygems"
active.each do |gem|
  folder = SiteEdge::BundledGems::LIBS.fetch(gem, "").delete_suffix("/gems/#{gem}/lib")
  folder = "/" unless folder == SiteEdge::BundledGems::RUBYS_OWN
  spec = Gem::Specification.load("uri:classloader:#{folder}/specifications/#{gem}.gemspec")
  next unless spec

  spec.activated = true
  Gem.loaded_specs[spec.name] = spec
end
