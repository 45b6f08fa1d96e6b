# frozen_string_literal: true

Rouge.load_file "lexer_index"

module Rouge
  # Rouge loads its 220 lexers, of which a site uses a handful: a tenth of a small site's build. Here each is loaded when
  # it is asked for. What is found under which name, and in which order `all` lists it, is Rouge's own; a test says so.
  module Lexers
    BY_FILE = INDEX.to_h { |lexer, (file, *)| [file, lexer] }.freeze
    BY_NAME = INDEX.each_with_object({}) { |(lexer, (_, *names)), by| names.each { |name| by[name] = lexer } }.freeze
    POSITIONS = INDEX.keys.each_with_index.to_h.freeze

    INDEX.each { |lexer, (file, *)| autoload lexer, File.join(BASE_DIR, file) }

    class << self
      alias_method :load_lexer_file, :load_lexer

      def load_lexer(relpath)
        lexer = BY_FILE[relpath]
        lexer ? const_get(lexer) : load_lexer_file(relpath)
      end

      # Of Rouge's own, or of a site's plugin.
      def position(lexer)
        POSITIONS[lexer.name.to_s.delete_prefix("Rouge::Lexers::").to_sym]
      end
    end
  end

  # Prepended to Rouge::Lexer's class.
  module LazyLexers
    def find(name)
      name = name.to_s
      found = super
      return found if found && !Lexers.position(found)

      lexer = Lexers::BY_NAME[name]
      lexer ? Lexers.const_get(lexer) : found
    end

    def all
      Lexers::INDEX.each_key { |lexer| Lexers.const_get(lexer) }
      super.each_with_index.sort_by { |lexer, index| [Lexers.position(lexer) || Lexers::INDEX.size, index] }.map(&:first)
    end
  end

  Lexer.singleton_class.prepend(LazyLexers)
end
