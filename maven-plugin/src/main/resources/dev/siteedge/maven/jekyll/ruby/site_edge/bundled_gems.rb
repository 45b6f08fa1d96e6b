# frozen_string_literal: true

# What RubyGems has loaded everywhere else.
require "monitor"
require "rbconfig"

module SiteEdge
  # The bundled gems without RubyGems, which takes a seventh of a small site's build to start and to find out, from the
  # specifications of a hundred gems, what is known: which of them are there and where. It is loaded when a site wants
  # more of it: a theme, a gem that is not listed here, the constant Gem.
  module BundledGems
    RUBYS_OWN = "/META-INF/jruby.home/lib/ruby/gems/shared"

    # Jekyll and what it stands on, in the order in which RubyGems puts them on the load path.
    ACTIVE = %w(
      public_suffix-4.0.7 addressable-2.8.0 colorator-1.1.0 em-websocket-0.5.1 concurrent-ruby-1.3.5 i18n-1.10.0
      jekyll-sass-converter-3.1.0 listen-3.7.0 jekyll-watch-2.2.1 rexml-3.3.9 kramdown-2.4.0 kramdown-parser-gfm-1.1.0
      liquid-5.4.0 mercenary-0.4.0 forwardable-extended-2.6.0 pathutil-0.16.1 rouge-3.30.0 unicode-display_width-1.6.1
      terminal-table-3.0.2 webrick-1.8.1 jekyll-4.3.1 jekyll-feature-flags-0.1.0
    ).freeze

    # Plugins that want nothing but these.
    PLUGINS = %w(
      jekyll-archives-2.2.1 jekyll-avatar-0.8.0 jekyll-default-layout-0.1.5 jekyll-feed-0.17.0 jekyll-include-cache-0.2.1
      jekyll-optional-front-matter-0.3.2 jekyll-paginate-1.1.0 jekyll-paginate-v2-3.0.0 jekyll-readme-index-0.3.0
      jekyll-redirect-from-0.16.0 jekyll-relative-links-0.7.0 jekyll-seo-tag-2.8.0 jekyll-sitemap-1.4.0
      jekyll-titles-from-headings-0.5.3
    ).to_h { |gem| [gem[%r!.*(?=-\d)!], gem] }.freeze

    # Where the gem is not /gems/<gem>/lib.
    LIBS = {
      "concurrent-ruby-1.3.5" => "/gems/concurrent-ruby-1.3.5/lib/concurrent-ruby",
      "rexml-3.3.9"           => "#{RUBYS_OWN}/gems/rexml-3.3.9/lib"
    }.freeze

    # What Jekyll looks for in vain: an extension in C.
    ABSENT = %w(liquid/c).freeze

    # The files that every build loads.
    READ_AHEAD = "uri:classloader:/dev/siteedge/maven/jekyll/ruby/site_edge/read_ahead"

    FEATURE = %r!\A/(?:gems/[^/]+/lib|META-INF/jruby\.home/lib/ruby/(?:stdlib|gems/shared/gems/[^/]+/lib)
                    |dev/siteedge/maven/jekyll/ruby)/(?:concurrent-ruby/)?(.+)\.rb\z!x.freeze

    # In Kernel until RubyGems puts its own there.
    module Requires
      def self.install
        Kernel.module_eval do
          alias_method :require_without_gems, :require

          def require(path)
            # To everybody else it is loaded from the start.
            return false if path == "rubygems"

            require_without_gems(BundledGems.place(path))
          rescue LoadError => e
            raise if e.path != path.to_s || ABSENT.include?(e.path)

            BundledGems.provide(path.to_s)
            require(path)
          end

          def gem(*arguments)
            BundledGems.load_rubygems
            gem(*arguments)
          end

          private :require, :require_without_gems, :gem
        end
      end

      def self.remove
        Kernel.module_eval do
          alias_method :require, :require_without_gems
          remove_method :require_without_gems, :gem
        end
      end
    end

    class << self
      # Makes Jekyll's gems be found, unless RubyGems is there already.
      def activate
        return if defined?(Gem)

        @active = ACTIVE.dup
        @places = File.foreach(READ_AHEAD, :chomp => true).to_h { |file| [feature(file), "uri:classloader:#{file}"] }
        $LOAD_PATH.unshift(*ACTIVE.map { |gem| lib(gem) })
        Requires.install
        Object.autoload(:Gem, "site_edge/rubygems")
      end

      # Where a file is that somebody requires, as far as that is known. JRuby looks for it in each folder of the load
      # path, and finds out anew each time where on the class path that is.
      def place(path)
        @places.fetch(path, path)
      end

      # From now on the load path may not be ours any more.
      def forget_places
        @places = {}
      end

      # Makes a gem be found that has the file that somebody requires.
      def provide(path)
        gem = PLUGINS[path]
        return load_rubygems if gem.nil? || @active.include?(gem)

        @active << gem
        $LOAD_PATH.unshift(lib(gem))
      end

      def load_rubygems
        require "site_edge/rubygems"
      end

      # The gems that are on the load path, for RubyGems, which finds whatever is wanted from now on.
      def hand_over
        Requires.remove
        @active
      end

      def lib(gem)
        "uri:classloader:#{LIBS.fetch(gem, "/gems/#{gem}/lib")}"
      end

      private

      # What a file on the class path is called by whoever requires it; nil for a file of a gem that is not active yet.
      def feature(file)
        gem = file[%r!\A/gems/([^/]+)/!, 1]
        file[FEATURE, 1] if gem.nil? || ACTIVE.include?(gem)
      end
    end
  end
end
