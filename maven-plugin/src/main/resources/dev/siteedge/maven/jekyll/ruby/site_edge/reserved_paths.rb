# frozen_string_literal: true

module SiteEdge
  # The edge answers at these paths itself: a page there would never be seen. The build fails, unless the site says that
  # it knows, with `site_edge.reserved_paths: allow`.
  module ReservedPaths
    NAMES = %w(api dashboard ofrep healthz readyz metrics).freeze

    # Prepended to Jekyll::Site: before a file is written, when nothing changes an address any more.
    module Writing
      def write
        ReservedPaths.check(self)
        super
      end
    end

    module_function

    def check(site)
      return if site.config.dig("site_edge", "reserved_paths") == "allow"

      taken = site.to_enum(:each_site_file).select { |item| reserved(item, site) }
      raise failure(taken, site) unless taken.empty?
    end

    # The reserved name that the item takes, or nil. `/api/a.json` and `/api.html` both answer below `/api`.
    def reserved(item, site)
      path = "#{site.config["baseurl"]}/#{address(item, site)}"
      first, *rest = path.sub(%r!\A/+!, "").split("/")
      first = first.to_s.sub(%r!\.html?\z!, "") if rest.empty?
      first if NAMES.include?(first)
    end

    def address(item, site)
      item.destination(site.dest).delete_prefix("#{site.dest}/")
    end

    def failure(taken, site)
      item = taken.first
      file = Sources.file(item.path, site.source)
      more = taken.size > 1 ? " and #{taken.size - 1} more" : ""
      Located.new(file, Sources.line_of(file, %r!^permalink:!),
                  "the edge answers /#{reserved(item, site)} itself and would hide /#{address(item, site)}#{more}. " \
                  "Give it another permalink, or, when another host serves these, " \
                  "write reserved_paths: allow under site_edge: in _config.yml")
    end
  end

  Jekyll::Site.prepend(ReservedPaths::Writing)
end
