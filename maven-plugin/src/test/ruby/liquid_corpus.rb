# frozen_string_literal: true

# Renders templates that go through every path of Liquid that a patch touches; the value is all that came out, with errors.
require "liquid"

class Numbered < Liquid::Drop
  def initialize(number)
    super()
    @number = number
  end

  attr_reader :number

  def twice
    @number * 2
  end

  def seen
    @context["name"]
  end

  def to_liquid_value
    @number
  end
end

class Titled < Hash
  def to_liquid
    { "title" => "of a Hash of its own kind" }
  end
end

class Listed < Array
  attr_writer :context

  def seen
    @context && @context["name"]
  end
end

class Shouted < String
  def to_s
    "#{self}!".upcase
  end
end

class Sliced
  def load_slice(from, to)
    ["slice", from, to]
  end

  def each
    yield "never"
  end
end

class Evaluated
  def evaluate(context)
    context["name"]
  end
end

DATA_OF_ALL = lambda do
  {
    "name" => "Ann", "empty" => "", "blank" => "  ", "nothing" => nil, "yes" => true, "no" => false,
    "int" => 3, "float" => 2.5, "symbol" => :sym, "time" => Time.at(0).utc,
    "list" => ["a", "b", nil, 4, ["x", ["y"]]], "none" => [], "range" => (1..4),
    "hash" => { "a" => { "b" => { "c" => "deep", "size" => "own size" } }, "n" => nil, 3 => "three", "first" => "own first" },
    "drop" => Numbered.new(7), "drops" => [Numbered.new(1), Numbered.new(2)],
    "titled" => Titled.new.merge!("title" => "hidden"), "listed" => Listed.new(["l"]), "shouted" => Shouted.new("loud"),
    "sliced" => Sliced.new, "evaluated" => Evaluated.new, "key" => "a",
    "counted" => (counter = 0) && -> { counter += 1 }, "asked" => ->(context) { context["name"] + "?" },
    "inner" => { "proc" => -> { "from a proc" }, "asked" => ->(context) { context["name"] + "!" } },
  }
end

VALUES = %w(
  name empty blank nothing yes no int float symbol list none range hash drop drops titled listed shouted sliced missing
  missing.more name.size name.first name.length list.size list.first list.last list[0] list[-1] list[9] list[4][1][0]
  hash.a hash.a.b.c hash.a.b.size hash.a.size hash.a.first hash.first hash.n hash.n.x hash[3] hash[key].b.c hash['a']["b"].c
  drop.number drop.twice drop.seen drop.none drops.first.number drops[1].twice drops.size titled.title listed.seen
  inner.proc inner.asked counted asked counted evaluated range.first range.size int.size 'text' "text" 5 5.5 true nil
  (1..3) hash.a[missing] [key] [missing] list[key] list[int] time.year
).freeze

OPERATORS = %w(== != <> < > <= >= contains).freeze

TAGS = [
  "{% for i in list %}{{ forloop.index }}/{{ forloop.length }}:{{ i }} {% else %}none{% endfor %}",
  "{% for i in none %}x{% else %}none{% endfor %}{% for i in nothing %}x{% else %}nil{% endfor %}",
  "{% for i in list reversed %}{{ i }},{% endfor %}{% for i in list %}{{ i }};{% endfor %}",
  "{% for i in list limit: 2 %}{{ i }}{% endfor %}{% for i in list offset: continue %}<{{ i }}>{% endfor %}",
  "{% for i in list limit: int offset: 1 %}{{ i }}{% endfor %}{% for i in (1..int) %}{{ i }}{% endfor %}",
  "{% for i in hash %}{{ i[0] }}={{ i[1].b.c }} {% endfor %}{% for i in name %}{{ i }}{% endfor %}{% for i in empty %}x{% endfor %}",
  "{% for i in sliced %}{{ i }}{% endfor %}{% for i in sliced limit: 1 offset: 2 %}{{ i }},{% endfor %}",
  "{% for i in listed %}{{ i }}{% endfor %}{% for i in titled %}{{ i }}{% endfor %}{% for i in drop %}x{% else %}none{% endfor %}",
  "{% for i in list %}{% for j in drops %}{% if j == 2 %}{% break %}{% endif %}{{ i }}{{ j.number }}{{ forloop.parentloop.index }}{% endfor %}{% if i == 4 %}{% continue %}{% endif %}.{% endfor %}",
  "{% if missing %}1{% elsif no %}2{% elsif yes %}3{% else %}4{% endif %}{% if nothing %}5{% else %}6{% endif %}",
  "{% if yes and no or yes %}1{% endif %}{% if no or yes and int > 2 %}2{% endif %}{% if yes and no %}3{% endif %}{% if no and missing.x or drop %}4{% endif %}",
  "{% unless no or nothing %}1{% endunless %}{% unless yes %}2{% elsif int == 3 %}3{% else %}4{% endunless %}",
  "{% case int %}{% when 1, 2 %}a{% when 3 or 4 %}b{% else %}c{% endcase %}{% case drop %}{% when 7 %}seven{% endcase %}{% case name %}{% else %}else{% endcase %}",
  "{% assign x = list | join: '-' | upcase %}{{ x }}{% assign y = x | size | plus: int %}{{ y }}{% capture z %}[{{ y }}]{% endcapture %}{{ z }}",
  "{% assign x = hash.a.b %}{{ x.c }}{% assign name = 'Bob' %}{{ name }}{{ drop.seen }}{{ asked }}",
  "{{ name | append: ' and ' | append: empty | replace: 'A', name }}{{ list | map: 'x' }}{{ drops | map: 'twice' | join: ' ' }}{{ missing | default: 'd', allow_false: yes }}",
  "{{ name | no_such_filter: 1 }}{{ name | truncate: list }}{{ 'x' | divided_by: 0 }}{{ int | divided_by: 0 }} after",
  "{% cycle 'a', 'b' %}{% cycle 'a', 'b' %}{% increment n %}{% increment n %}{% decrement m %}{% echo name %}{% raw %}{{ name }}{% endraw %}",
  "{% tablerow i in list cols: 2 %}{{ i }}{% endtablerow %}{% comment %}{{ name }}{% endcomment %}{%- if yes -%} trimmed {%- endif -%} .",
  "{% liquid\n assign q = int\n if q > 2\n echo name\n endif\n%}{{ q }}",
  "{% include 'part' with drops %}{% include 'part', part: name %}{% render 'part', part: name %}{% include missing %}",
].freeze

class Parts
  def read_template_file(name)
    "(#{name}: {{ part }} {{ name }})"
  end
end

def rendered(source, strict: false, limit: nil)
  template = Liquid::Template.parse(source, :error_mode => :warn)
  template.resource_limits.assign_score_limit = limit
  data = DATA_OF_ALL.call
  out = template.render(data, :strict_variables => strict, :strict_filters => strict)
  [source, out, template.errors.map { |e| "#{e.class} #{e.message}" }, template.warnings.map(&:to_s)].inspect
rescue StandardError, Liquid::MemoryError => e
  [source, e.class, e.message].inspect
end

Liquid::Template.file_system = Parts.new
conditions = %w(name empty blank nothing yes int float list none hash drop missing 'Ann' 3 "" nil empty symbol hash.a.b.c list[0])
results = []
[false, true].each do |strict|
  results.concat(VALUES.map { |value| rendered("{{ #{value} }}|{{ #{value} }}", :strict => strict) })
  results.concat(TAGS.map { |source| rendered(source, :strict => strict) })
end
conditions.product(OPERATORS, conditions) do |left, operator, right|
  results << rendered("{% if #{left} #{operator} #{right} %}yes{% else %}no{% endif %}")
end
results << rendered("{% assign x = list %}{% assign y = hash %}{{ x | size }}", :limit => 20)
results << rendered("{% assign x = list %}{{ x | size }}", :limit => 8)
results << rendered("{% capture x %}{{ name }}{{ name }}{% endcapture %}{{ x }}", :limit => 3)
results.join("\n")
