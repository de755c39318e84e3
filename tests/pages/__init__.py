"""Every page, found by looking, held to the promises that all pages make."""
