// Picking cells: a filter, the sum of what is ticked, and who has them when the first day changes. The form works without this.
const picker = document.querySelector('[data-picker]')
if (picker) {
  const search = picker.querySelector('[data-picker-search]')
  const free = picker.querySelector('[data-picker-free]')
  const sum = picker.querySelector('[data-picker-sum]')
  // A move calls its first day the entry.
  const from = document.querySelector('#field-from, #field-entry')
  const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const lines = () => [...picker.querySelectorAll('.picker-cells li')]
  picker.querySelector('[data-picker-tools]').hidden = false

  function filter() {
    const words = fold(search.value).split(/\s+/).filter(Boolean)
    for (const line of lines()) {
      const text = fold(line.textContent)
      const isFree = line.matches('.picker-free, .picker-unopened')
      const ticked = line.querySelector('input').checked
      line.hidden = !ticked && (!words.every((word) => text.includes(word)) || (free.checked && !isFree))
    }
    if (words.length) for (const level of picker.querySelectorAll('.picker-level')) level.open = level.querySelector('li:not([hidden])') !== null
  }
  function add() {
    const ticked = [...picker.querySelectorAll('input[name=cell]:checked')]
    const area = ticked.reduce((all, box) => all + Number(box.dataset.area), 0) / 100
    sum.textContent = ticked.length ? sum.dataset.text.replace('{count}', ticked.length).replace('{area}', area.toLocaleString(document.documentElement.lang)) : ''
  }
  search.addEventListener('input', filter)
  search.addEventListener('keydown', (event) => { if (event.key === 'Enter') event.preventDefault() })
  free.addEventListener('change', filter)
  picker.addEventListener('change', add)
  add()

  // The days decide what is free: asked again of the page itself when one of them changes.
  const last = document.querySelector('#field-last')
  let asked = 0
  async function ask() {
    if (!from?.value) return
    const turn = ++asked
    const days = new URLSearchParams({ from: from.value, last: last?.value ?? '' })
    const answer = await fetch(`${picker.dataset.source}?${days}`, { headers: { accept: 'text/html' } }).catch(() => null)
    if (!answer?.ok || turn !== asked) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const ticked = new Set([...picker.querySelectorAll('input[name=cell]:checked')].map((box) => box.value))
    const open = [...picker.querySelectorAll('.picker-level')].map((level) => level.open)
    const levels = [...page.querySelectorAll('.picker-level')]
    levels.forEach((level, index) => { level.open = open[index] ?? false })
    for (const old of picker.querySelectorAll('.picker-level')) old.remove()
    picker.querySelector('[data-picker-tools]').after(...levels)
    for (const box of picker.querySelectorAll('input[name=cell]')) box.checked = ticked.has(box.value)
    picker.querySelector('.hint').textContent = page.querySelector('[data-picker] .hint').textContent
    filter()
    add()
  }
  from?.addEventListener('change', ask)
  last?.addEventListener('change', ask)
}
