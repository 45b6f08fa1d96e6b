# frozen_string_literal: true

module JekyllFeatureFlags
  # A mistake of the site's author. The message is shown as it is: one line for each problem,
  # `file:line: what is wrong: the value; what is possible. What to do.`
  class Error < Jekyll::Errors::FatalException
    # problems - one String or several, each one line.
    def initialize(problems)
      super(Array(problems).join("\n"))
    end
  end
end
