# frozen_string_literal: true

module JekyllFeatureFlags
  module Tags
    # {% experiment hero %}{% variant control %}…{% variant bold %}…{% endexperiment %}, sections as those of
    # case/when; or {% experiment hero %}what the control shows{% endexperiment %} for variants that have their
    # content, include or data in _data/experiments.yml. A variant without a section and without content of its
    # own (a layout variant, say) shows what the control shows.
    class ExperimentTag < Liquid::Block
      include Section

      Part = Struct.new(:name, :line, :body)

      def initialize(tag_name, markup, options)
        super
        @id = word(markup)
        @location = TemplateLocation.current
        @parts = []
      end

      def parse(tokens)
        @default = body = section
        body = @parts.last.body while parse_body(body, tokens)
        check_default
      end

      def nodelist
        [@default, *@parts.map(&:body)]
      end

      def unknown_tag(tag, markup, tokens)
        return super unless tag == "variant"

        name = word(markup)
        check_unique(name)
        @parts << Part.new(name, parse_context_line, section)
      end

      def render(context)
        build = Build.of(context)
        variant = build.variant_of(@id, prefix)
        experiment = build.experiments.find_by_id(@id)
        check_names(experiment)
        part = part(variant)
        return part.body.render(context) if part
        return render_template(variant, context) if variant.template

        (part(experiment.control)&.body || @default).render(context)
      end

      private

      def part(variant)
        @parts.find { |part| part.name == variant.name }
      end

      # The text lives in the data file, so it is parsed and named as a file of its own, once for each build.
      def render_template(variant, context)
        name = "_data/experiments.yml#/#{@id}/#{variant.name}"
        context.registers[:site].liquid_renderer.file(name).parse(variant.template).render!(context)
      end

      def parse_context_line
        parse_context.line_number
      end

      def check_default
        return if @parts.empty? || blank_text?

        raise Error, "#{prefix}text before the first variant of experiment '#{@id}' is wrong; it is shown by no variant. " \
                     "Move it into a section or before the experiment."
      end

      def blank_text?
        @default.nodelist.all? { |node| node.is_a?(String) ? node.strip.empty? : node.is_a?(Liquid::Comment) }
      end

      def check_unique(name)
        first = @parts.find { |part| part.name == name }
        return unless first

        raise Error, "#{prefix(parse_context_line)}variant '#{name}' of experiment '#{@id}' has two sections, the first in line " \
                     "#{prefix(first.line)[%r!:(\d+): \z!, 1] || first.line}. Remove one of them."
      end

      def check_names(experiment)
        wrong = @parts.find { |part| experiment.variant(part.name).nil? }
        return unless wrong

        raise Error, "#{prefix(wrong.line)}unknown variant '#{wrong.name}' of experiment '#{@id}'; " \
                     "known variants: #{experiment.variants.map(&:name).join(", ")}."
      end
    end
  end
end

Liquid::Template.register_tag("experiment", JekyllFeatureFlags::Tags::ExperimentTag)
