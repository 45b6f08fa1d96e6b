# frozen_string_literal: true

# Stands in for posix-spawn: jekyll-last-modified-at's gemspec names it; our patch took the use away.
Gem::Specification.new do |s|
  s.name = "posix-spawn"
  s.version = "0.3.13"
  s.summary = "Stands in for posix-spawn, which site-edge does not need"
  s.authors = ["site-edge"]
  s.require_paths = ["lib"]
  s.files = []
end
