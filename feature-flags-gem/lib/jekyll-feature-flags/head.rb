# frozen_string_literal: true

require "cgi"

module JekyllFeatureFlags
  # Adds lines to the <head> of a finished page and leaves every other line as it was. A text without a
  # <head> stays whole.
  class Head
    OPEN = %r{<!--.*?-->|<head(?:\s[^>]*)?>}mi.freeze
    # What can hold the text "</head>" without ending the head.
    CLOSE = %r{<!--.*?-->|<script\b.*?</script\s*>|<style\b.*?</style\s*>|<title\b.*?</title\s*>|</head\s*>|<body\b}mi.freeze
    COMMENT = %r{<!--.*?-->}m.freeze
    CANONICAL = %r!<link\b[^>]*\brel\s*=\s*["']?[^"'>]*\bcanonical\b!mi.freeze

    # Returns the page with the meta that names its variants and, in a file of its own address, the link to
    # the page's only address.
    def self.mark(html, rendition, document)
      head = new(html, File.extname(rendition.file) == ".xhtml")
      lines = [head.tag("meta", "name" => "site-edge:variants", "content" => rendition.meta)]
      unless rendition.control? || head.canonical?
        lines << head.tag("link", "rel" => "canonical", "href" => Canonical.of(document))
      end
      head.add(lines)
    end

    def initialize(html, xml)
      @html = html
      @slash = xml ? " /" : ""
      @from = position_after(OPEN, 0) { |found| !found.start_with?("<!--") }
      @to = @from && position_of_close
    end

    def tag(name, attributes)
      text = attributes.map { |key, value| "#{key}=\"#{CGI.escapeHTML(value)}\"" }.join(" ")
      "<#{name} #{text}#{@slash}>"
    end

    def canonical?
      @to && @html[@from...@to].gsub(COMMENT, "").match?(CANONICAL)
    end

    # Before the line of </head>, with its neighbour's indentation. Where </head> shares its line with other
    # markup, as in a minified page, that line is broken before it: a line of our own needs it.
    def add(lines)
      return @html unless @to

      line_start = @html.rindex("\n", @to - 1).to_i + 1
      line_start = @to if line_start <= @from
      before = @html[line_start...@to]
      return insert(line_start, before, lines, "") if before.match?(%r!\A[ \t]*\z!) && line_start < @to || own_line?(line_start)

      insert(@to, "", lines, newline)
    end

    private

    def own_line?(line_start)
      line_start == @to && @html[@to - 1] == "\n"
    end

    def insert(at, indent, lines, lead)
      @html.dup.insert(at, lead + lines.map { |line| "#{indent}#{line}#{newline}" }.join)
    end

    def newline
      @newline ||= @html.include?("\r\n") ? "\r\n" : "\n"
    end

    def position_after(pattern, from)
      while (match = pattern.match(@html, from))
        return match.end(0) if yield match[0]

        from = match.end(0)
      end
    end

    def position_of_close
      from = @from
      while (match = CLOSE.match(@html, from))
        return match.begin(0) if match[0].match?(%r!\A<(?:/head|body)!i)

        from = match.end(0)
      end
    end
  end

  # The one absolute address of a page, as jekyll-seo-tag writes it.
  module Canonical
    def self.of(document)
      own = document.data["canonical_url"].to_s
      return own unless own.empty?

      context = Liquid::Context.new({}, {}, :site => document.site)
      filters = Class.new { include Jekyll::Filters::URLFilters }.new
      filters.instance_variable_set(:@context, context)
      filters.absolute_url(document.url).gsub(%r!/index\.html$!, "/")
    end
  end
end
