package site

import "sync"

// progress counts what is done and tells somebody, one call at a time.
type progress struct {
	mu    sync.Mutex
	tell  func(phase string, done, total int)
	name  string
	done  int
	total int
}

// phase begins a phase of total steps.
func (p *progress) phase(name string, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.name, p.done, p.total = name, 0, total
	p.report()
}

// step counts one step as done.
func (p *progress) step() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	p.report()
}

func (p *progress) report() {
	if p.tell != nil {
		p.tell(p.name, p.done, p.total)
	}
}
