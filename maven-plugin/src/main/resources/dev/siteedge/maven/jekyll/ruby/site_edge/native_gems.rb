# frozen_string_literal: true

module SiteEdge
  # Gems with an extension in C: what is said of one that a site wants.
  module NativeGems
    TABLE = "uri:classloader:/dev/siteedge/maven/jekyll/ruby/site_edge/native_gems.properties"

    # What is required of a gem where that is not its name.
    FEATURES = {
      "bcrypt_ext" => "bcrypt", "fast_stemmer" => "fast-stemmer", "http_parser" => "http_parser.rb",
      "liquid/c" => "liquid-c", "posix/spawn" => "posix-spawn", "RMagick" => "rmagick", "rubyeventmachine" => "eventmachine",
      "yajl" => "yajl-ruby"
    }.freeze

    class << self
      # One line about the gem that a failed require is about, or nil when it is not known to be a native one.
      #
      # feature - what was required, or the name of a gem
      def problem(feature)
        name = gem_of(feature.to_s)
        line(name) if remedies.key?(name) || extension?(name)
      end

      # name - of a gem that has to be compiled
      def line(name)
        remedy = remedies.fetch(name, "Look for a gem in plain Ruby or with a java platform, or remove it")
        "gem is native: #{name}; its extension in C cannot be loaded by JRuby. #{remedy}"
      end

      private

      def gem_of(feature)
        FEATURES[feature] || feature.split("/").first.to_s.then { |first| FEATURES.fetch(first, first) }
      end

      def remedies
        @remedies ||= File.foreach(TABLE).grep_v(%r!\A#!).to_h { |line| line.chomp.split("=", 2) }
      end

      # Whether an installed gem of the name would have to be compiled.
      def extension?(name)
        Gem::Specification.any? { |spec| spec.name == name && spec.extensions.any? }
      end
    end
  end
end
