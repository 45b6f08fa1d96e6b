# frozen_string_literal: true

module Jekyll
  module Converters
    # The indented syntax.
    class Sass < Scss
      EXTENSION_PATTERN = %r!^\.sass$!i.freeze

      safe true
      priority :low

      def indented?
        true
      end
    end
  end
end
