"""The desk in the browser: screens, sessions, workflow and storage of drafts over the newsroom."""
