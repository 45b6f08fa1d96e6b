# frozen_string_literal: true

module JekyllFeatureFlags
  # The only place that says the version; the gemspec and the Maven module read it from here.
  VERSION = "0.1.0"
end
