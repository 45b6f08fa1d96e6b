# frozen_string_literal: true

Gem::Specification.new do |s|
  s.name = "jekyll-sass-converter"
  s.version = "3.1.0"
  s.summary = "Sass converter of site-edge: the classes and options of version 3, with Dart Sass on the JVM"
  s.authors = ["site-edge"]
  s.licenses = ["Apache-2.0"]
  s.require_paths = ["lib"]
  s.files = []
end
