# frozen_string_literal: true

module JekyllFeatureFlags
  module Tags
    # What the tags of this gem share: sections of Liquid text and messages with file and line.
    # Jekyll shares a parsed tag between pages: what a tag keeps belongs to its template, never to a page.
    module Section
      QUOTES = %r!\A(["'])(.*)\1\z!.freeze

      # Jekyll removes blank text around a tag that shows nothing; ours may show something on the next page.
      def blank?
        false
      end

      private

      # A body of text between two parts of a tag, for Liquid 4 and 5 alike.
      def section
        respond_to?(:new_body, true) ? new_body : Liquid::BlockBody.new
      end

      def word(markup)
        text = markup.strip
        text[QUOTES, 2] || text
      end

      def prefix(line = line_number)
        @location.prefix(line)
      end
    end
  end
end
