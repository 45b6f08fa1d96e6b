# frozen_string_literal: true

# Stands in for em-websocket: Jekyll's gemspec names it, but only its own live reload uses it, and ours is in Java.
Gem::Specification.new do |s|
  s.name = "em-websocket"
  s.version = "0.5.1"
  s.summary = "Stands in for em-websocket, which site-edge does not need"
  s.authors = ["site-edge"]
  s.require_paths = ["lib"]
  s.files = []
end
