#include "sim/components.h"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>

namespace huan::sim {

Components strong_components(const std::vector<std::vector<std::uint32_t>>& adjacency) {
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;
  Graph graph(adjacency.size());
  for (std::size_t v = 0; v < adjacency.size(); ++v)
    for (const std::uint32_t w : adjacency[v]) boost::add_edge(v, w, graph);

  Components result;
  result.component.resize(adjacency.size());
  if (adjacency.empty()) return result;
  result.count = boost::strong_components(
      graph, boost::make_iterator_property_map(result.component.begin(),
                                               boost::get(boost::vertex_index, graph)));
  return result;
}

}  // namespace huan::sim
