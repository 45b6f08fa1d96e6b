# frozen_string_literal: true

module SiteEdge
  # Which page is being rendered, and how long each took.
  module Pages
    SHOWN = 10

    class << self
      # The path of the page, or nil.
      attr_reader :current

      def begin
        @current = nil
        @seconds = []
      end

      # Runs the block, which renders the document.
      def timed(document)
        @current = document.relative_path
        start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
        yield
      ensure
        @seconds << [Process.clock_gettime(Process::CLOCK_MONOTONIC) - start, @current]
        @current = nil
      end

      # The slowest pages first, as lines for the user.
      def table
        slowest = @seconds.max_by(SHOWN, &:first)
        ["Slowest of #{@seconds.size} pages:", *slowest.map { |time, path| format("%8d ms  %s", time * 1000, path) }]
      end
    end
  end
end
