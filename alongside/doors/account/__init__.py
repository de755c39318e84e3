"""Signing in: by a code, a password or a passkey; a second proof for officers; codes on paper."""
