# frozen_string_literal: true

require "site_edge/links"
require "site_edge/native_gems"
require "site_edge/sources"

module SiteEdge
  # Something wrong at a place in the site's files.
  class Located < RuntimeError
    attr_reader :path, :line

    # text - what is wrong, its value and the remedy, without a full stop
    def initialize(path, line, text)
      @path = path
      @line = line
      super(text)
    end
  end

  # From a Ruby exception to one line for the site's author.
  module Failure
    module_function

    def message(error, request)
      one_line(describe(error, request.source.to_s))
    end

    def trace(error)
      ["#{error.class}: #{error.message}", *error.backtrace].join("\n")
    end

    def one_line(text)
      text = text.gsub(%r!\e\[[\d;]*m!, "").gsub(%r!\s+!, " ").strip
      text.end_with?(".", "!", "?") ? text : "#{text}."
    end

    def describe(error, source)
      case error
      when Located then "#{Sources.place(error.path, error.line, source)}: #{error.message}"
      when Psych::SyntaxError then describe(broken_yaml(error, error.file), source)
      when Jekyll::Errors::MissingDependencyException then missing(error, source)
      when Jekyll::Errors::FatalException then error.message
      when SystemExit then "#{place(error, source)}: a plugin ended the build with exit #{error.status}. Mend it"
      when Errno::EACCES then describe(no_permission(path_in(error)), source)
      when Errno::ENOENT, Errno::ELOOP then missing_file(error, source)
      when Errno::ENOSPC, Errno::EDQUOT then "The disk is full: #{error.message.split(" - ").uniq.join(" - ")}. Make room"
      when LoadError then not_loaded(error, source)
      when java.io.IOException then error.message
      when NotImplementedError then not_on_the_jvm(error, source)
      when SystemStackError then "#{place(error, source)}: something calls itself without end. " \
                                 "Look for an include or layout that includes itself"
      else unexpected(error, source)
      end
    end

    def unexpected(error, source)
      "#{place(error, source)}: #{error.message.lines.first.to_s.strip} (#{error.class}). See Ruby's stack with -Dsite-edge.trace"
    end

    def not_loaded(error, source)
      native = NativeGems.problem(error.respond_to?(:name) ? error.name : error.path)
      native ? "#{place(error, source)}: #{native}" : unexpected(error, source)
    end

    # What Ruby's own classes cannot do on the JVM; mostly it is fork.
    def not_on_the_jvm(error, source)
      return unexpected(error, source) unless error.message.include?("fork")

      "#{place(error, source)}: a plugin calls fork, which the JVM cannot do. Turn its parallel mode off " \
        "(jekyll-polyglot: parallel_localization: false in _config.yml), or start threads or programs instead"
    end

    def no_permission(path)
      Located.new(path, nil, "there is no permission. Give yourself the right to read the source and to write the destination")
    end

    # Jekyll reads what its folders list: a file that is listed and not there is a link. A folder that JRuby may not list
    # is not there either, and called by the name it has for itself.
    def missing_file(error, source)
      path = path_in(error)
      folder = unreadable_folder(source) if path == "."
      return describe(no_permission(folder), source) if folder
      circle = Links.circle(path, source)
      return describe(circle, source) if circle
      return unexpected(error, source) unless File.symlink?(path)

      "#{Sources.relative(path, source)}: the link leads nowhere: #{File.readlink(path)}. Mend or remove it"
    end

    def unreadable_folder(source)
      Dir.glob("#{source}/**/").find { |folder| !File.readable?(folder) }&.chomp("/")
    end

    # "Permission denied - /path", as Ruby's errors of the system say it.
    def path_in(error)
      error.message[%r! - (.*)\z!, 1].to_s
    end

    # Psych knows the line; which file it is knows who read it.
    def broken_yaml(error, path)
      problem = [error.problem, error.context].compact.join(" ")
      Located.new(path, error.line, "the YAML is wrong: #{problem}. Look at indentation, colons and quotes near this line")
    end

    def missing(error, source)
      name = error.message[%r!\AThe (.*) theme could not be found!, 1] || error.message
      native = NativeGems.problem(wanted(error) || name)
      return "#{place(error.cause, source)}: #{native}" if native && name.include?("/")
      if name.include?("/")
        remedy = Bundle.stamp ? "Add the gem to the Gemfile" : "Add the gem's folder with -Dsite-edge.gemPath"
        return "#{Sources.relative(name, source)}: #{error.cause.message}. #{remedy}"
      end

      config = Dir.glob(File.join(source, "_config.{yml,yaml,toml}")).first.to_s
      place = Sources.place(config, Sources.line_of(config, %r!#{Regexp.escape(name)}!), source)
      return "#{place}: #{native}" if native

      return "#{place}: gem is not in the bundle: #{name}. Add it to the Gemfile, or remove it" if Bundle.stamp

      "#{place}: gem is unknown: #{name}; bundled are #{bundled.join(", ")}. " \
        "Add the folder it is installed in with -Dsite-edge.gemPath, or remove it"
    end

    # What the require that failed was about: not always what the site names.
    def wanted(error)
      cause = error.cause
      return unless cause.is_a?(LoadError)

      cause.respond_to?(:name) ? cause.name : cause.path
    end

    # Themes and plugins among the bundled gems.
    def bundled
      names = Gem::Specification.map(&:name).uniq
      names.select { |name| name.start_with?("jekyll-") || name == "minima" }.sort - %w(jekyll-watch jekyll-sass-converter)
    end

    # Where the site's own code was, else where Ruby was.
    def place(error, source)
      place_of(error.backtrace, source)
    end

    def place_of(backtrace, source)
      frames = Array(backtrace)
      frame = frames.find { |line| line.start_with?("#{source}/") } || frames.first.to_s
      Sources.relative(frame[%r!\A(.*?:\d+)!, 1] || "The build", source)
    end
  end
end
