# frozen_string_literal: true

module SiteEdge
  # Jekyll's log writer: hands every line to Java, with the place first where Jekyll says it last.
  #
  # Errors wait: mostly an exception follows that says the same in one line.
  class Log
    LIQUID_WARNING = %r!\ALiquid Warning: Liquid .*?\(line (\d+)\): (.*) in (\S.*)\z!.freeze
    YAML_WARNING = %r!\A(?:YAML Exception reading|Error reading file) (.+?): (?:\(.*?\): )?(.*)\z!.freeze
    PROBLEM_LINE = %r!at line (\d+)!.freeze

    attr_accessor :level

    def initialize(report)
      @report = report
      @level = 1
    end

    def debug(text)
      @report.log("debug", plain(text)) if level.zero?
    end

    def info(text)
      text = plain(text)
      @report.log(text.start_with?("Configuration file:") ? "debug" : "info", text)
    end

    def warn(text)
      text = located(plain(text))
      @report.log("warn", text) unless text.empty?
    end

    def error(text)
      text = plain(text)
      @report.log("debug", text) unless text.empty?
    end

    private

    def plain(text)
      text.to_s.gsub(%r!\e\[[\d;]*m!, "").strip
    end

    def located(text)
      if (match = LIQUID_WARNING.match(text))
        "#{match[3]}:#{match[1].to_i + lines_before_body(match[3])}: #{match[2]}"
      elsif (match = YAML_WARNING.match(text))
        line = match[2][PROBLEM_LINE, 1]
        "#{[match[1], line].compact.join(":")}: #{match[2]}"
      else
        text
      end
    end

    def lines_before_body(path)
      Sources.lines_before_body(File.expand_path(path.delete_suffix("/#excerpt")))
    end
  end
end
