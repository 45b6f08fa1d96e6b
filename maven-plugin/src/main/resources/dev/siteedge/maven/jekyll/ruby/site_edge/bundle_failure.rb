# frozen_string_literal: true

require "socket"
require "site_edge/native_gems"
require "site_edge/sources"

module SiteEdge
  # From what Bundler raises to one line for the site's author.
  module BundleFailure
    # An extension in C would have to be compiled.
    class NativeGem < StandardError; end

    module_function

    def message(error, gemfile)
      text = plain(describe(error, gemfile))
      text.end_with?(".", "!", "?") ? text : "#{text}."
    end

    def trace(error)
      without_passwords(["#{error.class}: #{error.message}", *error.backtrace].join("\n"))
    end

    # One line.
    def plain(text)
      without_passwords(text.gsub(%r!\e\[[\d;]*m!, "").gsub(%r!\s+!, " ").strip)
    end

    # A source may be https://user:password@host.
    def without_passwords(text)
      text.gsub(%r!(\w://)[^/\s@]+@!, "\\1")
    end

    def describe(error, gemfile)
      native = native_gem(error)
      return "#{place_of(native, gemfile)}: #{NativeGems.line(native)}" if native

      case error
      when Bundler::Dsl::DSLError then in_gemfile(error, gemfile)
      when Bundler::GemNotFound, Bundler::SolveFailure, Bundler::PathError, Bundler::GitError
        "#{place_of(error.message[%r!gem '([\w.-]+)!, 1], gemfile)}: Bundler cannot find the gems: #{error.message.strip.chomp(".")}. " \
          "Correct the gem's name, version or source in the Gemfile, or bring its .gem in vendor/cache"
      when Bundler::HTTPError, SocketError, IOError, SystemCallError
        "Gemfile: Bundler cannot fetch the gems: #{error.message.strip.chomp(".")}. " \
          "Check the source and the network, or bring the .gem files in vendor/cache"
      else
        "Gemfile: Bundler cannot install the gems: #{error.message.strip.chomp(".")} (#{error.class}). " \
          "See Ruby's stack with -Dsite-edge.trace"
      end
    end

    # The gem's name, when it needed a compiler, however Bundler has wrapped that up.
    def native_gem(error)
      while error
        return error.message if error.is_a?(NativeGem)

        error = error.cause
      end
    end

    def in_gemfile(error, gemfile)
      reason = error.message[%r!There was an error \w+ `.*?`: (.*?)(?:Bundler cannot continue|\z)!m, 1] || error.message
      line = error.message[%r!from #{Regexp.escape(gemfile)}:(\d+)!, 1]
      "Gemfile#{":#{line}" if line}: #{reason.strip.chomp(".")}. Correct the line"
    end

    def place_of(name, gemfile)
      Sources.place("Gemfile", Sources.line_of(gemfile, %r!\bgem\b.*["']#{Regexp.escape(name.to_s)}["']!), "")
    end
  end
end
