# frozen_string_literal: true

# Builds a site whose pages go through every path of Jekyll's tags and filters that a patch touches; the value is all its
# pages. FOLDER is where it may write.
require "fileutils"
require "jekyll"

def write(name, text)
  path = File.join(FOLDER, "source", name)
  FileUtils.mkdir_p(File.dirname(path))
  File.write(path, text)
end

def listed(list, show)
  "{% for i in #{list} %}{{ #{show} }},{% endfor %}|"
end

DEFINITIONS = <<~YAML
  - {name: a, kind: x, rank: "10", deep: {er: one}, tags: [p, q]}
  - {name: b, kind: y, rank: 9, deep: {er: two}}
  - {name: c, kind: x, rank: 1.5, tags: [q], "null": 1}
  - {name: "", rank: "  7 ", kind: null}
  - plain text
  - [1, 2]
YAML

FILTERS = [
  "site.data.all | where: 'kind', 'x'", "site.data.all | where: 'kind', nil", "site.data.all | where: 'name', empty",
  "site.data.all | where: 'rank', '10'", "site.data.all | where: 'rank', 10", "site.data.all | where: 'rank', 7",
  "site.data.all | where: 'deep.er', 'two'", "site.data.all | where: 'tags', 'q'", "site.data.all | where: 'none', 'x'",
  "site.data.all | where: 'kind', site.data.all", "site.data.map | where: 'kind', 'x'", "site.data.hashes | where: 'kind', 'x'",
  "site.data.hashes | sort: 'rank'", "site.data.hashes | sort: 'kind', 'last'", "site.data.hashes | sort: 'deep.er'",
  "site.data.hashes | find: 'kind', 'y'", "site.data.hashes | group_by: 'kind'", "site.posts | where: 'kind', 'x'",
  "site.pages | where: 'kind', 'x'", "site.posts | where: 'kind', 'x' | where: 'title', 'One'", "site.posts | sort: 'kind'",
  "page | where: 'kind', 'x'", "'text' | where: 'kind', 'x'", "site.none | where: 'kind', 'x'"
].freeze

LINKS = %w(
  index.md a/b.html a/same.txt /a/same.txt a/c.css _posts/2026-01-02-one.md _notes/n.md _notes/raw.txt _notes/hidden.md
  _hidden/h.md /index.md
).freeze

write("_config.yml", "permalink: /:title/\nbaseurl: /base\ncollections: {notes: {output: true}, hidden: {output: false}}\n")
write("_data/all.yml", DEFINITIONS)
write("_data/map.yml", "one: {kind: x, name: in a map}\ntwo: {kind: y}\n")
write("_data/hashes.yml", DEFINITIONS.lines.take(4).join)
write("index.md", "---\nkind: x\n---\nindex")
write("a/b.html", "---\n---\nb")
write("a/same.txt", "static")
write("a/c.css", "static")
write("_posts/2026-01-02-one.md", "---\ntitle: One\nkind: x\n---\none")
write("_posts/2026-01-03-two.md", "---\ntitle: Two\nkind: y\n---\ntwo {% link _posts/2026-01-02-one.md %}")
write("_notes/n.md", "---\nkind: x\n---\nn")
write("_notes/raw.txt", "raw")
write("_notes/hidden.md", "---\npublished: false\n---\nhidden")
write("_hidden/h.md", "---\n---\nh")
write("twice.html", "---\n---\n#{listed("site.data.hashes", "site.data.hashes | where: 'kind', i.kind | map: 'name' | join: '+'")}")
write("_includes/part.html", "({{ include.a }}|{{ include.b }}|{{ include.c | join: '+' }}|{{ include.d }})")
write("_includes/outer.html", "[{% include part.html a=include.a b='inner' %}]")
INCLUDES = <<~'HTML'
  ---
  names: [part.html, outer.html]
  list: [x, y]
  ---
  {% include part.html %}{% include part.html a="say \"so\"" b='it\'s' c=page.list d=missing.thing %}
  {% for name in page.names %}{% include {{ name }} a=name b=forloop.index c=page.list %}{% endfor %}
  {% for i in (1..3) %}{% assign v = i | times: 2 %}{% include part.html a=v b=i d="text" a="twice" %}{% endfor %}
  {% include part.html a=5 b=true c=empty d=page.list.first %}{% include outer.html a=page.names.last %}
HTML
write("includes.html", INCLUDES)
write("variable.html", "---\nwhich: a/b.html\n---\n{% link {{ page.which }} %}")

# A page that another page of the same path stands behind, and one that is added while pages are rendered.
class Late < Jekyll::Generator
  def generate(site)
    site.pages << Jekyll::PageWithoutAFile.new(site, site.source, "a", "same.txt").tap { |page| page.content = "late" }
  end
end
Jekyll::Hooks.register(:pages, :pre_render) do |page|
  next unless page.name == "variable.html"

  page.site.pages << Jekyll::PageWithoutAFile.new(page.site, page.site.source, "", "added.html").tap { |added| added.content = "added" }
end

def built
  Jekyll.logger.log_level = :error
  target = File.join(FOLDER, "site")
  FileUtils.rm_rf(target)
  site = Jekyll::Site.new(Jekyll.configuration("source" => File.join(FOLDER, "source"), "destination" => target, "quiet" => true,
                                               "disable_disk_cache" => true))
  site.process
  Dir.glob("**/*.html", :base => target).sort.map { |name| "#{name}: #{File.read(File.join(target, name))}" } + filtered(site)
rescue StandardError => e
  ["#{e.class} #{e.message}"]
end

def filtered(site)
  info = { :registers => { :site => site, :page => { "kind" => "x" } }, :filters => [Jekyll::Filters] }
  FILTERS.map do |filter|
    source = "{% assign it = #{filter} %}{{ it | jsonify }}{{ it | size }}"
    Liquid::Template.parse(source).render!(site.site_payload, info)
  rescue StandardError => e
    "#{filter}: #{e.class} #{e.message}"
  end
end

outcomes = LINKS.map do |link|
  write("z_links.html", "---\n---\n{% link #{link} %} {% link added.html %}") if link == "index.md"
  write("z_links.html", "---\n---\n{% link #{link} %}") unless link == "index.md"
  built.join("\n")
end
["../secret.html", "{{ page.bad }}", "none.html"].each do |file|
  write("z_links.html", "---\nbad: a..b\n---\n{% include part.html %}{% include #{file} a=1 %}")
  outcomes.concat(built)
end
outcomes.join("\n====\n")
