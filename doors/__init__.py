"""What stands between the network and the pages: sign-in, sessions, headers, hosts, health.

It knows Streamlit's own sign-in and nothing of what the pages show.
"""
