# frozen_string_literal: true

module SiteEdge
  # Documents with a date and documents without one have no order: Jekyll compares two by date where both have one, else by
  # path, which goes in circles. What comes out is up to the way of sorting, so it has to be CRuby's: the merge sort of
  # glibc's qsort_r.
  module Order
    # Prepended to Jekyll::Collection.
    module Documents
      private

      def sort_docs!
        own = metadata["order"].is_a?(Array) || metadata["sort_by"].is_a?(String)
        return super if own || docs.map { |doc| doc.data["date"].nil? }.uniq.size < 2

        docs.replace(Order.merge_sort(docs))
      end
    end

    module_function

    def merge_sort(list)
      return list if list.size < 2

      left = merge_sort(list.take(list.size / 2))
      right = merge_sort(list.drop(list.size / 2))
      sorted = []
      sorted << ((left.first <=> right.first).positive? ? right : left).shift until left.empty? || right.empty?
      sorted.concat(left, right)
    end
  end

  Jekyll::Collection.prepend(Order::Documents)
end
