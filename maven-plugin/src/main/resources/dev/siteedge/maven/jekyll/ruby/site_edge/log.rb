# frozen_string_literal: true

module SiteEdge
  # Jekyll's log writer: hands every line to Java, with the place first where Jekyll says it last.
  #
  # Errors wait: mostly an exception follows that says the same in one line.
  class Log
    LIQUID_WARNING = %r!\ALiquid Warning: Liquid .*?\(line (\d+)\): (.*) in (\S.*)\z!.freeze
    READ_PROBLEM = %r!\A(?:Error: )?(?:YAML Exception reading|Error reading file|could not read file) (.+?): (?:\(.*?\): )?(.*)\z!.freeze
    PROBLEM_LINE = %r!at line (\d+)!.freeze

    attr_accessor :level

    def initialize(report)
      @report = report
      @level = 1
    end

    def debug(text)
      tell("debug", plain(text)) if level.zero?
      true
    end

    def info(text)
      text = plain(text)
      tell(text.start_with?("Configuration file:") ? "debug" : "info", text)
    end

    def warn(text)
      tell("warn", located(plain(text)))
    end

    # For posts and collections Jekyll calls an error what is a warning for pages.
    def error(text)
      text = plain(text)
      READ_PROBLEM.match?(text) ? warn(text) : tell("debug", text)
    end

    private

    # As Jekyll's own writer; jekyll-gist puts it into the page.
    def tell(level, text)
      @report.log(level, text) unless text.empty?
      true
    end

    def plain(text)
      text.to_s.gsub(%r!\e\[[\d;]*m!, "").strip
    end

    def located(text)
      if (match = LIQUID_WARNING.match(text))
        "#{match[3]}:#{match[1].to_i + lines_before_body(match[3])}: #{match[2]}"
      elsif (match = READ_PROBLEM.match(text))
        read_problem(match[1], match[2])
      else
        text
      end
    end

    # Jekyll goes on with what it cannot read as if it were empty.
    def read_problem(path, problem)
      raise Failure.no_permission(path) if problem.start_with?("Permission denied")

      "#{[path, problem[PROBLEM_LINE, 1]].compact.join(":")}: #{problem}"
    end

    def lines_before_body(path)
      Sources.lines_before_body(File.expand_path(path.delete_suffix("/#excerpt")))
    end
  end
end
