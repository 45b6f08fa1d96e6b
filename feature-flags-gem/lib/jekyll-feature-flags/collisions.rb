# frozen_string_literal: true

module JekyllFeatureFlags
  # Two files at one place: a rendition would silently take another page's, or lose its own.
  module Collisions
    module_function

    # renditions - Hash of document → Array of Rendition. Raises Error for the first place that two want.
    def check(site, renditions)
      return if renditions.empty?

      wanted = {}
      renditions.each { |document, all| all.each { |rendition| claim(wanted, rendition, document) } }
      site.each_site_file do |item|
        next if renditions.key?(item)

        path = item.destination(site.dest).delete_prefix("#{site.dest}/")
        refuse(name(item), path, wanted[path]) if wanted.key?(path)
      end
    end

    def claim(wanted, rendition, document)
      refuse(name(document), rendition.file, wanted[rendition.file]) if wanted.key?(rendition.file)
      wanted[rendition.file] = document
    end

    def refuse(page, path, other)
      raise Error, "#{page}: permalink is wrong: a variant of #{name(other)} is written to #{path}, too. Give one of them another permalink."
    end

    def name(item)
      item.respond_to?(:relative_path) ? item.relative_path.to_s.delete_prefix("/") : item.to_s
    end
    private_class_method :claim, :refuse, :name
  end
end
