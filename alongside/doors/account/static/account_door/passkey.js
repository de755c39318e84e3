// Passkeys. A button says what it is for: data-passkey="login" (its form's address gives the options), "create" or
// "authenticate" (options in the json_script named by data-options). The answer goes into the form's `credential`.
// What goes wrong is said beside the button, in the words of the page (data-failed, data-unable).
(() => {
  "use strict"
  const passkeys = window.webauthnJSON
  const able = Boolean(window.PublicKeyCredential && passkeys)

  const options = async (button, form) => {
    if (button.dataset.passkey === "login") {
      const answer = await fetch(form.action, { headers: { Accept: "application/json" } })
      if (!answer.ok) throw new Error(String(answer.status))
      return (await answer.json()).request_options
    }
    const data = JSON.parse(document.getElementById(button.dataset.options).textContent)
    return data.creation_options || data.request_options
  }

  const ask = async (button, form) => {
    const wanted = await options(button, form)
    if (button.dataset.passkey !== "create") return passkeys.get(wanted)
    // A key that signs in alone lives on the device, and asks for a finger, a face or a PIN.
    const alone = form.elements.passwordless ? form.elements.passwordless.checked : true
    const choice = wanted.publicKey.authenticatorSelection
    choice.residentKey = alone ? "required" : "discouraged"
    choice.requireResidentKey = alone
    if (alone) choice.userVerification = "required"
    return passkeys.create(wanted)
  }

  for (const button of document.querySelectorAll("[data-passkey]")) {
    const said = document.getElementById(button.getAttribute("aria-describedby"))
    if (!able) {
      said.textContent = button.dataset.unable
      continue
    }
    button.hidden = false
    button.addEventListener("click", async (event) => {
      event.preventDefault()
      said.textContent = ""
      try {
        button.form.elements.credential.value = JSON.stringify(await ask(button, button.form))
        button.form.submit()
      } catch {
        said.textContent = button.dataset.failed
      }
    })
  }
})()
