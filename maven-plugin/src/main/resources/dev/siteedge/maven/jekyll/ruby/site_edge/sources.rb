# frozen_string_literal: true

module SiteEdge
  # Finds places in a site's files, for messages.
  module Sources
    FRONT_MATTER = %r!\A(---\s*\n.*?\n?)^((---|\.\.\.)\s*$\n?)!m.freeze

    module_function

    # How many lines stand before what Liquid and Sass count as line 1.
    def lines_before_body(path)
      text = File.read(path, :encoding => "bom|utf-8").scrub
      match = FRONT_MATTER.match(text)
      match ? match[0].count("\n") : 0
    rescue SystemCallError
      0
    end

    # The line of the first match, or nil.
    def line_of(path, pattern)
      File.foreach(path, :encoding => "bom|utf-8").with_index(1) do |line, number|
        return number if pattern.match?(line.scrub)
      end
      nil
    rescue SystemCallError
      nil
    end

    # The line of the first byte that is no UTF-8, or nil.
    def line_of_wrong_byte(path)
      File.foreach(path, :encoding => "bom|utf-8").with_index(1) { |line, number| return number unless line.valid_encoding? }
      nil
    rescue SystemCallError
      nil
    end

    # The path as the site's author knows it.
    def relative(path, source)
      path.to_s.delete_prefix("#{source}/")
    end

    # "file:line", or "file" where no line is known.
    def place(path, line, source)
      [relative(path, source), line].compact.join(":")
    end

    # The file of a Jekyll page, document, excerpt, layout or include.
    def file(path, source)
      path = path.to_s.delete_suffix("/#excerpt")
      File.expand_path(path, source)
    end
  end
end
