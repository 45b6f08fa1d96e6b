# frozen_string_literal: true

# What Jekyll's filters make of URLs of every kind, with sites' addresses and folders of every kind; the value is all that.
require "jekyll"

NAMES = ["a", "A", "0", "-", "_", "~", ".", "..", "a.b", ".a", "a.", "a..b", "a b", "a%20b", "%7Ea", "a%2fb", "ä", "e\u0301", "a:b",
         "a@b", "a+b", "a&b", "a;b", "a=b", "a,b", "a(b)", "a*b", "a'b", "a\"b", "a\\b", "a|b", "a\tb", "a\nb", "a\n", " a", "%", "",
         "index.html"].freeze
WHOLE = ["", "/", "//", "///a", "//host/a", "?q", "a?q=1&r", "/a?q", "#f", "/a#f", "http://other.example/a b", "HTTP://Other.example/",
         "mailto:me@example.com", "javascript:void(0)", "c:/a", "a:", ":a", "/:a", "http://", "http://[", 5, 1.5, true, nil, :sym,
         ["a"], { "a" => 1 }].freeze
SITES = ["https://example.com", "http://example.com", "https://example.com/", "https://example.com/sub", "https://Example.com",
         "HTTPS://example.com", "http://example.com:80", "https://example.com:8080", "https://xn--mnchen-3ya.de", "https://münchen.de",
         "https://a-b.c1.example", "https://-a.example", "https://example.com.", "https://example..com", "http://127.0.0.1",
         "https://user@example.com", "https://example.com?q", "example.com", "//example.com", "ftp://example.com",
         "https://#{"a" * 70}.com", "https://#{"ab-" * 90}c.com", " https://example.com", "https://example.com\n", "", nil, 5].freeze
FOLDERS = ["", nil, "/", "/docs", "docs", "/docs/", "/a/b", "/Docs%20x", "/d ocs", "/./a", "/../a", "/ä", "//a", "/a?b", 7].freeze

INPUTS = (WHOLE + NAMES.flat_map { |name| [name, "/#{name}", "/#{name}/", "/x/#{name}", "/x/#{name}/y.html", "x/#{name}"] } +
          [(+"/a\xFF"), "/a".encode("UTF-16LE"), "/a".b, "/\xE4".b, "/a".encode("US-ASCII"), "/a".dup.freeze]).freeze

Item = Struct.new(:url)

class Place
  include Jekyll::Filters::URLFilters

  def initialize(config)
    site = Struct.new(:config, :filter_cache).new(config, {})
    @context = Struct.new(:registers).new({ :site => site })
  end

  def told(filter, input)
    result = send(filter, input)
    again = send(filter, input)
    [result.inspect, result.class, (result.encoding if result.is_a?(String)), result.frozen?, again == result, again.equal?(result)]
  rescue StandardError => e
    [e.class, e.message]
  end
end

def outcomes(config, inputs)
  place = Place.new(config)
  inputs.product(%i[absolute_url relative_url]).map { |input, filter| [config, input, filter, place.told(filter, input)].inspect }
end

all = SITES.flat_map { |url| outcomes({ "url" => url, "baseurl" => "" }, INPUTS) }
all.concat(FOLDERS.flat_map { |folder| outcomes({ "url" => SITES.first, "baseurl" => folder }, INPUTS) })
all.concat(outcomes({ "url" => SITES.first }, INPUTS.map { |input| Item.new(input) }))
all.concat(outcomes({ "url" => "https://example.com".encode("UTF-16LE") }, ["/a"]))
all.join("\n")
