# frozen_string_literal: true

# Stands in for listen: jekyll-watch's gemspec names it, but only its watcher uses it, and ours is in Java.
Gem::Specification.new do |s|
  s.name = "listen"
  s.version = "3.7.0"
  s.summary = "Stands in for listen, which site-edge does not need"
  s.authors = ["site-edge"]
  s.require_paths = ["lib"]
  s.files = []
end
