package judge

// cost is one number for each thing that matters, most important first; costs are compared in that order. Less is better.
type cost [goals]int32

// The goals, in order. Shortfalls, distances and ranks are costs; what there should be much of is counted as a negative cost.
const (
	broken    = iota // locked units without a place, and places missing to a unit's minimum delegation
	userShort        // unmet floors for users and next of kin
	roleShort        // unmet floors for other roles
	counties         // − counties with a unit
	units            // − units with a place
	share            // distance of the county totals from their quotas
	early            // − people, when people go before wishes
	lastRanks        // units at a meeting, by rank: an organiser's choice how the wishes are summed
	persons          // − people
	second           // − units with a second place
	third            // − units with a third place
	distinct         // − roles of a unit that are there
	goals
)

func (c cost) plus(d cost) cost {
	for i := range c {
		c[i] += d[i]
	}
	return c
}

func (c cost) minus(d cost) cost {
	for i := range c {
		c[i] -= d[i]
	}
	return c
}

// compare is negative when c is better than d.
func (c cost) compare(d cost) int {
	for i := range c {
		if c[i] != d[i] {
			return int(c[i]) - int(d[i])
		}
	}
	return 0
}

// one is a cost of n at a goal.
func one(goal int, n int32) (c cost) {
	c[goal] = n
	return c
}

// network is a flow network with a cost on every arc. Arc i and arc i^1 are each other's opposite.
type network struct {
	from [][]int // node → its arcs
	arcs []arc
}

type arc struct {
	to   int
	room int
	cost cost
}

func (n *network) node() int {
	n.from = append(n.from, nil)
	return len(n.from) - 1
}

func (n *network) connect(a, b, room int, c cost) (id int) {
	id = len(n.arcs)
	n.arcs = append(n.arcs, arc{b, room, c}, arc{a, 0, cost{}.minus(c)})
	n.from[a] = append(n.from[a], id)
	n.from[b] = append(n.from[b], id+1)
	return id
}

// carried is the flow on an arc.
func (n *network) carried(id int) int { return n.arcs[id^1].room }

// cheapest sends flow from source to sink as long as that makes the cost less: successive cheapest paths, found by Bellman and Ford's
// method. The network has no circle of negative cost to begin with, so none arises, and what is found is a cheapest flow.
func (n *network) cheapest(source, sink int) (total cost) {
	reached, price := make([]bool, len(n.from)), make([]cost, len(n.from))
	waits, by := make([]bool, len(n.from)), make([]int, len(n.from))
	var queue []int
	for {
		clear(reached)
		clear(price)
		reached[source] = true
		queue = append(queue[:0], source)
		for next := 0; next < len(queue); next++ {
			at := queue[next]
			waits[at] = false
			for _, id := range n.from[at] {
				a := &n.arcs[id]
				if a.room == 0 {
					continue
				}
				if d := price[at].plus(a.cost); !reached[a.to] || d.compare(price[a.to]) < 0 {
					reached[a.to], price[a.to], by[a.to] = true, d, id
					if !waits[a.to] {
						waits[a.to] = true
						queue = append(queue, a.to)
					}
				}
			}
		}
		if !reached[sink] || price[sink].compare(cost{}) >= 0 {
			return total
		}
		for at := sink; at != source; at = n.arcs[by[at]^1].to {
			n.arcs[by[at]].room--
			n.arcs[by[at]^1].room++
		}
		total = total.plus(price[sink])
	}
}
