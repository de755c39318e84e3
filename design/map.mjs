// Draws a map beside its list. The list holds every place as data; the map adds nothing that the list does not say.
const L = window.L

/** Builds one numbered marker in its side's shape. */
function pin (item, number) {
  const icon = L.divIcon({ className: `pin ${item.dataset.side ?? ''}`, html: String(number), iconSize: [32, 32] })
  return L.marker([Number(item.dataset.lat), Number(item.dataset.lon)], { icon, title: item.dataset.title, alt: item.dataset.title })
}

/** What a marker's bubble says: the title, linked where the list links it. Text only, so nothing can be injected. */
function bubble (item) {
  const link = item.querySelector('a')
  const node = document.createElement(link ? 'a' : 'span')
  node.textContent = item.dataset.title
  if (link) node.href = link.href
  return node
}

/** Adds the picture beneath, if the organisation serves one: tiles, or its own streets as GeoJSON. */
async function ground (map, frame) {
  const { tiles, streets, credit } = frame.dataset
  if (tiles) L.tileLayer(tiles, { attribution: credit, maxZoom: 19 }).addTo(map)
  if (streets) {
    const answer = await fetch(streets)
    const style = feature => ({ className: `ground-${feature.properties?.kind ?? 'street'}`, interactive: false })
    if (answer.ok) L.geoJSON(await answer.json(), { style, interactive: false, attribution: credit }).addTo(map)
  }
}

for (const frame of document.querySelectorAll('[data-map]')) {
  const items = [...frame.querySelectorAll('[data-lat]')]
  frame.classList.add('map-ready')
  L.Icon.Default.imagePath = frame.dataset.images
  const map = L.map(frame.querySelector('.map-canvas'), { scrollWheelZoom: false })
  map.attributionControl.setPrefix(false)
  const markers = items.map((item, index) => pin(item, index + 1).bindPopup(() => bubble(item)).addTo(map))
  if (markers.length) map.fitBounds(L.featureGroup(markers).getBounds().pad(0.2), { maxZoom: 16 })
  else map.setView([Number(frame.dataset.centreLat), Number(frame.dataset.centreLon)], 13)
  ground(map, frame)
}
