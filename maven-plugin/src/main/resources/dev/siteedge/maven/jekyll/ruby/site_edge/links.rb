# frozen_string_literal: true

module SiteEdge
  # Links among a site's files that lead in a circle.
  module Links
    module_function

    # What is wrong with a path that the system could not follow to its end, or nil: JRuby says of a circle that it is not
    # there.
    def circle(path, source)
      link = first_back(path, source)
      return unless link

      Located.new(link, nil, "the link leads in a circle: #{File.readlink(link)}. " \
                             "Remove it, or list it under exclude: in _config.yml")
    end

    # The first link on the path that leads to itself, or to a folder that holds it.
    def first_back(path, source)
      whole = File.expand_path(path, source)
      folders = whole.delete_prefix("#{source}/").split("/").each_with_object([source]) do |name, found|
        found << File.join(found.last, name)
      end
      folders.find { |entry| File.symlink?(entry) && leads_back?(entry) }
    end

    def leads_back?(link)
      seen = []
      while File.symlink?(link)
        return true if seen.include?(link)

        seen << link
        link = File.expand_path(File.readlink(link), File.dirname(link))
      end
      "#{File.realpath(File.dirname(seen.first))}/".start_with?("#{File.realpath(link)}/")
    rescue SystemCallError
      # It leads nowhere.
      false
    end
  end
end
