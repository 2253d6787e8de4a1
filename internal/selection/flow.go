package selection

// network is a flow with costs. Arcs come in pairs: arc and arc^1 are each other's reverse.
type network struct {
	first []int32 // by node: the first arc out of it, −1 for none
	arcs  []arc
}

type arc struct {
	to, next int32
	left     int32
	cost     int64
}

func newNetwork(nodes int) *network {
	n := &network{first: make([]int32, nodes)}
	for i := range n.first {
		n.first[i] = -1
	}
	return n
}

// connect adds an arc of that capacity and cost.
func (n *network) connect(from, to, capacity int, cost int64) {
	if capacity <= 0 {
		return
	}
	n.arcs = append(n.arcs, arc{int32(to), n.first[from], int32(min(capacity, 1<<30)), cost})
	n.first[from] = int32(len(n.arcs) - 1)
	n.arcs = append(n.arcs, arc{int32(from), n.first[to], 0, -cost})
	n.first[to] = int32(len(n.arcs) - 1)
}

// cheapest sends flow from source to sink as long as that lowers the cost, by cheapest paths, and gives the cost. The network has no
// cycle of negative cost.
func (n *network) cheapest(source, sink int) int64 {
	const far = int64(1) << 61
	dist := make([]int64, len(n.first))
	by := make([]int32, len(n.first))
	queued := make([]bool, len(n.first))
	var queue []int32
	total := int64(0)
	for {
		for i := range dist {
			dist[i] = far
		}
		dist[source] = 0
		queue = append(queue[:0], int32(source))
		for head := 0; head < len(queue); head++ {
			at := queue[head]
			queued[at] = false
			for a := n.first[at]; a >= 0; a = n.arcs[a].next {
				e := &n.arcs[a]
				if d := dist[at] + e.cost; e.left > 0 && d < dist[e.to] {
					dist[e.to], by[e.to] = d, a
					if !queued[e.to] {
						queued[e.to] = true
						queue = append(queue, e.to)
					}
				}
			}
		}
		if dist[sink] >= 0 {
			return total
		}
		amount := int32(1 << 30)
		for at := int32(sink); at != int32(source); at = n.arcs[by[at]^1].to {
			amount = min(amount, n.arcs[by[at]].left)
		}
		for at := int32(sink); at != int32(source); at = n.arcs[by[at]^1].to {
			n.arcs[by[at]].left -= amount
			n.arcs[by[at]^1].left += amount
		}
		total += int64(amount) * dist[sink]
	}
}
