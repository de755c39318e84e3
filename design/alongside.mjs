// The controls that gain from JavaScript. Every page works without any of this.
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs'
import { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs'
import { Checkboxes } from 'govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'
import { PasswordInput } from 'govuk-frontend/dist/govuk/components/password-input/password-input.mjs'
import { Radios } from 'govuk-frontend/dist/govuk/components/radios/radios.mjs'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')

const controls = {
  'govuk-button': Button,
  'govuk-character-count': CharacterCount,
  'govuk-checkboxes': Checkboxes,
  'govuk-error-summary': ErrorSummary,
  'govuk-password-input': PasswordInput,
  'govuk-radios': Radios
}

/** Wakes every control inside one element, once each. */
function wake (root) {
  for (const [name, Control] of Object.entries(controls)) {
    for (const element of root.querySelectorAll(`[data-module="${name}"]:not([data-woken])`)) {
      element.dataset.woken = ''
      try { new Control(element) } catch (reason) { console.warn(reason.message) }
    }
  }
}

wake(document)
// What htmx puts into the page later holds controls too.
document.addEventListener('htmx:load', event => wake(event.target.parentElement ?? document))
