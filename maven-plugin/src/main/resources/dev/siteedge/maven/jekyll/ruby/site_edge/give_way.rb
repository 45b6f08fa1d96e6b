# frozen_string_literal: true

module SiteEdge
  # Ends a build that nobody waits for, for something that is to be seen sooner. No StandardError: plugins rescue those.
  class GaveWay < Exception; end # rubocop:disable Lint/InheritException

  # Whether the build is to end unfinished. It is asked between two pages, where nothing of Jekyll's is half done.
  module GiveWay
    class << self
      # path - of a file, which is there when the build is to end.
      def begin(path)
        @path = path
        @wanted = File.exist?(path)
      end

      # On the thread that looks at the build from beside.
      def look
        @wanted ||= File.exist?(@path)
      end

      # On the thread that builds.
      def check
        raise GaveWay if @wanted
      end
    end

    # Prepended to Jekyll::Document.
    module BetweenDocuments
      def read(*)
        GiveWay.check
        super
      end
    end

    # Prepended to Jekyll::Regenerator, which is asked about all that is rendered or written.
    module BetweenPages
      def regenerate?(*)
        GiveWay.check
        super
      end
    end
  end
end
