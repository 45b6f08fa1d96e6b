# frozen_string_literal: true

# RubyGems asks this file for what its packager wants, before it evaluates the specifications of all 68 default gems, to
# know which files are theirs. With no gems but the bundled ones nothing can take a default gem's place: they are found on
# the load path, and a tenth of the time until Jekyll is loaded is saved.
if ENV["GEM_PATH"] == ENV["GEM_HOME"]
  class << Gem::Specification
    def load_defaults; end
  end
end
