# frozen_string_literal: true

module JekyllFeatureFlags
  module Tags
    # {% flag new_nav %}…{% else %}…{% endflag %}: the default variant of a boolean flag, at build time.
    # A disabled flag, and one without a default, shows the else part.
    class FlagTag < Liquid::Block
      include Section

      def initialize(tag_name, markup, options)
        super
        @key = word(markup)
        @location = TemplateLocation.current
      end

      def parse(tokens)
        @on = body = section
        body = @off while parse_body(body, tokens)
      end

      def nodelist
        [@on, @off].compact
      end

      def unknown_tag(tag, markup, tokens)
        return super if tag != "else" || @off

        @off = section
      end

      def render(context)
        flags = Build.of(context).flags
        check(flags)
        body = flags.value(@key) ? @on : @off
        body ? body.render(context) : ""
      end

      private

      def check(flags)
        unless flags.key?(@key)
          known = flags.keys.empty? ? "none, add it to _data/flags.yml" : flags.keys.join(", ")
          raise Error, "#{prefix}unknown flag '#{@key}'; known flags: #{known}."
        end
        return if flags.boolean?(@key)

        raise Error, "#{prefix}flag '#{@key}' is wrong: not boolean; {% flag %} needs variants of true and false. " \
                     "Give it such variants."
      end
    end
  end
end

Liquid::Template.register_tag("flag", JekyllFeatureFlags::Tags::FlagTag)
