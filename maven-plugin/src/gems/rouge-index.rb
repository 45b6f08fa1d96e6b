# frozen_string_literal: true

# Writes which file of Rouge holds which lexer, for lazy_lexers.rb:
#   ruby maven-plugin/src/gems/rouge-index.rb GEM_FOLDER > …/rouge/lexer_index.rb
# Run it when the lock brings another Rouge; a test compares the index with what Rouge itself registers.
lib = File.join(File.expand_path(ARGV.fetch(0)), "lib", "rouge")
module Rouge
  LIB_DIR = File.dirname(File.join(File.expand_path(ARGV.fetch(0)), "lib", "rouge"))
end
%w(version util text_analyzer token lexer regex_lexer template_lexer).each { |name| load "#{lib}/#{name}.rb" }
registry = Rouge::Lexer.send(:registry)
files = {}
Rouge::Lexers.singleton_class.prepend(Module.new do
  def load_lexer(relpath)
    before = constants
    super
    (constants - before).each { |name| (@index ||= {})[name] ||= relpath }
  end
end)
Dir.glob("#{lib}/lexers/*.rb").sort.each { |file| Rouge::Lexers.load_lexer(File.basename(file)) }
files = Rouge::Lexers.instance_variable_get(:@index)
order = Rouge::Lexer.all.map { |lexer| lexer.name.split("::").last.to_sym }
names = registry.keys.group_by { |key| registry[key].name.split("::").last.to_sym }
puts "# frozen_string_literal: true", "", "# Written by rouge-index.rb.", "module Rouge", "  module Lexers"
puts "    # Class => file and the names it is found by, in the order in which Rouge registers them.", "    INDEX = {"
(order | files.keys).each do |name|
  puts "      :#{name} => %w(#{[files.fetch(name), *names[name]].join(" ")}),"
end
puts "    }.freeze", "  end", "end"
