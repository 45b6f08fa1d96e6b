# frozen_string_literal: true

require "site_edge/give_way"

module SiteEdge
  # Looks at a build from beside, on a thread that touches nothing of Jekyll's: says where Ruby is when nothing was heard
  # of for a minute, and ends a build that takes longer than the user wants to wait.
  class Watch
    # How long a build may be silent. A test does not want to wait so long.
    PATIENCE = Integer(ENV_JAVA["site-edge.patience"] || 60)
    TICK = 0.1

    # builder - the thread that runs Jekyll
    def initialize(report, request, builder = Thread.current)
      @report = report
      @request = request
      @builder = builder
      @start = now
      @said = @start
      GiveWay.begin(request.give_way)
    end

    # Runs the block, which is the build.
    def during
      watcher = Thread.new { look while sleep(TICK) }
      yield
    ensure
      watcher&.kill
      watcher&.join
    end

    private

    def look
      GiveWay.look
      limit = @request.timeout_seconds
      return @report.give_up(given_up(limit)) if limit.positive? && now - @start >= limit
      return if now - @said < PATIENCE || @report.quiet_seconds < PATIENCE

      @said = now
      @report.stalled("#{activity} has made no progress for #{@report.quiet_seconds} s: Ruby is at #{place}. " \
                      "If it never ends, press Ctrl-C and mend what is there.")
    end

    def given_up(limit)
      "The build is not ready after #{limit} s: #{activity} is at #{place}. " \
        "Mend what never ends there, or give it more time with -Dsite-edge.timeout."
    end

    def activity
      page = Pages.current if defined?(Pages)
      [@report.phase, page].compact.join(" ")
    end

    def place
      Failure.place_of(@builder.backtrace, @request.source.to_s)
    rescue StandardError => e
      # JRuby reads the other thread's stack while it runs.
      "a place that cannot be told (#{e.class})"
    end

    def now
      Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end
  end
end
