// The plan through time. Everything works without this as links and forms; here the body alone is fetched, so that the day moves smoothly.
const page = document.querySelector('.plan-page')
const slider = page?.querySelector('#plan-month')

if (page && slider) {
  const date = page.querySelector('#plan-date')
  const colour = page.querySelector('#plan-colour')
  const play = page.querySelector('[data-play]')
  const output = page.querySelector('output')
  const live = page.querySelector('.plan-live')
  const months = page.dataset.months.split(',')
  const kept = new Map()
  const body = () => page.querySelector('#plan-body')
  let asked = 0
  let timer = 0

  document.documentElement.classList.add('plan-scripted')
  play.hidden = false

  const pad = (number) => String(number).padStart(2, '0')
  const monthDay = (number) => `${Math.floor(number / 12)}-${pad(number % 12 + 1)}-01`
  const monthName = (number) => `${months[number % 12]} ${Math.floor(number / 12)}`
  const here = () => new URL(body().dataset.address, location.href)
  const at = (changes) => {
    const url = here()
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) url.searchParams.delete(name)
      else url.searchParams.set(name, value)
    }
    return url
  }

  // Bodies already fetched are kept for a minute, the oldest leaving first: somebody may let a cell meanwhile.
  async function fetched(url) {
    const key = url.search
    if (kept.has(key)) return kept.get(key)
    const promise = fetch('/plan/part' + key, { headers: { accept: 'text/html' } }).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status))
      return answer.text()
    })
    kept.set(key, promise)
    setTimeout(() => { if (kept.get(key) === promise) kept.delete(key) }, 60_000)
    if (kept.size > 60) kept.delete(kept.keys().next().value)
    promise.catch(() => kept.delete(key))
    return promise
  }

  async function show(url, { push = true, says = true } = {}) {
    const turn = ++asked
    const focused = focusPlace()
    page.classList.add('plan-busy')
    let html
    try {
      html = await fetched(url)
    } catch {
      location.assign(url)
      return
    }
    if (turn !== asked) return
    const scroll = page.querySelector('.plan-scroll')
    const place = scroll && { left: scroll.scrollLeft, top: scroll.scrollTop }
    const zoom = scroll?.dataset.zoom
    body().outerHTML = html
    // What was asked before and is not shown is no longer asked.
    page.querySelector('[data-plan-strange]')?.remove()
    page.classList.remove('plan-busy')
    settle(place, zoom)
    restore(focused)
    if (push) history[says ? 'pushState' : 'replaceState'](null, '', body().dataset.address)
    if (says) live.textContent = body().dataset.title
    ahead()
  }

  // The months beside the one that is shown, so that the next step is there before it is asked for.
  function ahead() {
    if (navigator.connection?.saveData) return
    const month = Number(body().dataset.month)
    for (const near of [month + 1, month - 1, month + 2]) {
      if (near >= Number(slider.min) && near <= Number(slider.max)) fetched(at({ day: monthDay(near) })).catch(() => {})
    }
  }

  // Controls follow the body; a slider that is being dragged stays where the hand is.
  function settle(place, zoom) {
    const data = body().dataset
    if (document.activeElement !== slider || timer) name(Number(data.month), true)
    if (document.activeElement !== date) date.value = data.day
    const url = here()
    for (const form of page.querySelectorAll('.plan-controls form')) {
      form.elements.level.value = url.searchParams.get('level') ?? ''
      form.elements.view.value = url.searchParams.get('view') ?? 'plan'
    }
    page.querySelector('[data-plan-today]').href = at({ day: page.dataset.today })
    const edit = page.querySelector('[data-plan-edit]')
    if (edit) {
      edit.hidden = !data.level
      if (data.level) edit.href = `/levels/${data.level}/edit?day=${data.day}`
    }
    const split = page.querySelector('[data-plan-split]')
    if (split) {
      split.hidden = !data.level
      if (data.level) split.href = `/levels/${data.level}?day=${data.day}`
    }
    const scroll = page.querySelector('.plan-scroll')
    page.querySelector('.plan-zoom').hidden = !scroll
    if (scroll) {
      if (zoom) zoomTo(scroll, Number(zoom))
      if (place) scroll.scrollTo(place.left, place.top)
      rove(scroll)
    }
  }

  function name(month, moves) {
    if (moves) slider.value = month
    output.value = monthName(month)
    slider.setAttribute('aria-valuetext', monthName(month))
  }

  // Keyboard: one stop for the whole drawing, arrows go to the nearest cell in that direction.
  function rove(scroll) {
    const cells = [...scroll.querySelectorAll('a.c')]
    cells.forEach((cell, index) => cell.setAttribute('tabindex', index === 0 ? '0' : '-1'))
  }

  function focusPlace() {
    const active = document.activeElement
    if (!body().contains(active)) return null
    if (active.matches('a.c')) return { selector: `a.c[href="${active.getAttribute('href')}"]` }
    if (active.dataset.step) return { selector: `[data-step=${active.dataset.step}]` }
    if (active.closest('.plan-tabs')) return { selector: '.plan-tabs a', index: [...body().querySelectorAll('.plan-tabs a')].indexOf(active) }
    if (active.closest('thead')) return { selector: 'thead a', index: [...body().querySelectorAll('thead a')].indexOf(active) }
    return { selector: '.plan-scroll' }
  }
  function restore(focused) {
    if (!focused) return
    const found = body().querySelectorAll(focused.selector)[focused.index ?? 0]
    if (found?.matches('a.c')) take(found)
    else found?.focus({ preventScroll: true })
  }
  function take(cell) {
    for (const other of page.querySelectorAll('a.c[tabindex="0"]')) other.setAttribute('tabindex', '-1')
    cell.setAttribute('tabindex', '0')
    cell.focus({ preventScroll: false })
  }

  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
  function nearest(cell, [x, y]) {
    const from = cell.getBoundingClientRect()
    const middle = { x: from.x + from.width / 2, y: from.y + from.height / 2 }
    let best = null
    for (const other of page.querySelectorAll('.plan-scroll a.c')) {
      if (other === cell) continue
      const box = other.getBoundingClientRect()
      const across = box.x + box.width / 2 - middle.x
      const down = box.y + box.height / 2 - middle.y
      const along = across * x + down * y
      const aside = Math.abs(across * y) + Math.abs(down * x)
      if (along <= 2) continue
      const cost = along + aside * 2.5
      if (!best || cost < best.cost) best = { cost, other }
    }
    return best?.other
  }

  page.addEventListener('keydown', (event) => {
    const cell = event.target.closest?.('a.c')
    if (event.key === 'Escape') return card(null)
    if (!cell || event.altKey || event.ctrlKey || event.metaKey) return
    const cells = [...page.querySelectorAll('.plan-scroll a.c')]
    const next = ways[event.key] ? nearest(cell, ways[event.key])
      : event.key === 'Home' ? cells[0] : event.key === 'End' ? cells.at(-1) : null
    if (!next && !ways[event.key]) return
    event.preventDefault()
    if (next) take(next)
  })

  // The card says what the cell's name says, line by line.
  const box = page.querySelector('.plan-card')
  function card(cell) {
    box.hidden = !cell
    if (!cell) return
    const [first, ...lines] = cell.getAttribute('aria-label').split(' · ')
    const strong = document.createElement('strong')
    strong.textContent = first
    box.replaceChildren(strong, ...lines.map((line) => Object.assign(document.createElement('span'), { textContent: line })))
    const at = cell.getBoundingClientRect()
    const size = box.getBoundingClientRect()
    const left = Math.min(Math.max(8, at.left + at.width / 2 - size.width / 2), innerWidth - size.width - 8)
    const above = at.top - size.height - 10
    box.style.left = `${left}px`
    box.style.top = `${above > 8 ? above : Math.min(at.bottom + 10, innerHeight - size.height - 8)}px`
  }
  page.addEventListener('pointerover', (event) => { if (event.pointerType !== 'touch') card(event.target.closest('a.c')) })
  page.addEventListener('pointerleave', () => card(null))
  page.addEventListener('focusin', (event) => card(event.target.closest('a.c:focus-visible')))
  addEventListener('scroll', () => card(null), { passive: true, capture: true })

  // The legend lights its own.
  page.addEventListener('pointerover', (event) => light(event.target.closest('.plan-legend li')))
  function light(line) {
    const css = line?.querySelector('.swatch g, i.swatch')?.getAttribute('class')
    const main = page.querySelector('.plan-main')
    if (!main) return
    for (const lit of main.querySelectorAll('.is-lit')) lit.classList.remove('is-lit')
    main.querySelector('.plan-figure, .plan-overview')?.classList.toggle('has-lit', Boolean(css))
    if (!css) return
    const names = css.split(' ').filter((one) => /^(h\d|t\d|k-|r\d)/.test(one))
    const wanted = names.length ? names : css.split(' ').filter((one) => one.startsWith('s-'))
    for (const cell of main.querySelectorAll('.plan-figure .c, .plan-overview .c')) {
      if (wanted.every((one) => cell.classList.contains(one))) cell.classList.add('is-lit')
    }
  }

  // Zoom by steps; the middle of what is seen stays in the middle.
  function zoomTo(scroll, step) {
    const bounded = Math.min(5, Math.max(1, step))
    const middle = { x: (scroll.scrollLeft + scroll.clientWidth / 2) / scroll.scrollWidth, y: (scroll.scrollTop + scroll.clientHeight / 2) / scroll.scrollHeight }
    for (let old = 1; old <= 5; old++) scroll.classList.remove(`zoom-${old}`)
    scroll.classList.add(`zoom-${bounded}`)
    scroll.dataset.zoom = bounded
    scroll.scrollTo(middle.x * scroll.scrollWidth - scroll.clientWidth / 2, middle.y * scroll.scrollHeight - scroll.clientHeight / 2)
  }

  page.addEventListener('click', (event) => {
    const zoom = event.target.closest('[data-zoom]')
    if (zoom?.matches('button')) {
      const scroll = page.querySelector('.plan-scroll')
      zoomTo(scroll, Number(scroll.dataset.zoom ?? 1) + (zoom.dataset.zoom === 'in' ? 1 : -1))
      return
    }
    const link = event.target.closest('a[data-plan], a[data-plan-today]')
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    stop()
    show(new URL(link.href))
  })

  let wait = 0
  slider.addEventListener('input', () => {
    name(Number(slider.value), false)
    clearTimeout(wait)
    wait = setTimeout(() => show(at({ day: monthDay(Number(slider.value)) }), { says: false }), 40)
  })
  slider.addEventListener('change', () => {
    clearTimeout(wait)
    show(at({ day: monthDay(Number(slider.value)) }))
  })
  slider.addEventListener('pointerdown', stop)
  date.addEventListener('change', () => { if (date.value && date.checkValidity()) show(at({ day: date.value })) })
  colour.addEventListener('change', () => show(at({ colour: colour.value })))
  for (const form of page.querySelectorAll('.plan-controls form')) {
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      show(form.contains(slider) ? at({ day: monthDay(Number(slider.value)) }) : at({ day: date.value, colour: colour.value }))
    })
  }

  // Play goes month by month to the end of the range, and stops at once when asked.
  function stop() {
    clearTimeout(timer)
    timer = 0
    play.setAttribute('aria-pressed', 'false')
  }
  async function step() {
    const next = Number(body().dataset.month) + 1
    if (next > Number(slider.max)) return stop()
    await show(at({ day: monthDay(next) }), { says: false })
    if (timer) timer = setTimeout(step, 420)
  }
  play.addEventListener('click', () => {
    if (timer) {
      stop()
      live.textContent = body().dataset.title
      return
    }
    play.setAttribute('aria-pressed', 'true')
    const atEnd = Number(body().dataset.month) >= Number(slider.max)
    if (atEnd) name(Number(slider.min), true)
    timer = setTimeout(atEnd ? () => show(at({ day: monthDay(Number(slider.min)) }), { says: false }).then(step) : step, 1)
  })

  // Back and forward move the date too where it has the focus: nobody is typing in it then.
  addEventListener('popstate', () => show(new URL(location.href), { push: false }).then(() => { date.value = body().dataset.day }))
  settle()
  ahead()
}
