# frozen_string_literal: true

require "site_edge/bundled_gems"
SiteEdge::BundledGems.activate
require "jekyll"

module SiteEdge
  # Jekyll's converter of Markdown in a runtime of its own, see MarkdownAhead.
  class MarkdownConverter
    # Takes the place of the log and of standard error, and remembers that something was said.
    class Listener
      attr_accessor :heard, :level

      %w(debug info warn error write puts print <<).each do |name|
        define_method(name) do |*|
          @heard = true
          self
        end
      end
    end

    # settings - what SiteEdge::MarkdownAhead made of the site's
    def initialize(settings)
      Encoding.default_external = Encoding::UTF_8
      @listener = Listener.new
      Jekyll.logger = @listener
      $stderr = @listener
      @parser = Jekyll::Converters::Markdown::KramdownParser.new(Marshal.load([settings].pack("H*")))
    end

    # The HTML, or nil when anything was said about the text, which the build is to say again.
    def convert(text)
      @listener.heard = false
      html = @parser.convert(text)
      html unless @listener.heard
    end
  end
end
