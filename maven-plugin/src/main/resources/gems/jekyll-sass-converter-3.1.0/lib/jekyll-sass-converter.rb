# frozen_string_literal: true

require "jekyll-sass-converter/options"
require "jekyll-sass-converter/source_map"
require "jekyll/source_map_page"
require "jekyll/converters/scss"
require "jekyll/converters/sass"
