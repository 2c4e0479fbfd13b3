"""Small invented exports, each for what it lets a test say."""

from typing import Final

DAYS: Final = (
    "platform,channel,day,followers\n"
    + "".join(f"facebook,caja,2026-03-{day:02d},{100 + day}\n" for day in range(1, 21))
).encode()
"""Twenty days of followers, from our template."""

CARE: Final = (
    b"tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n"
    b"1,100,True,Tue Oct 31 22:10:47 +0000 2017,hola @CajaUno,2,\n"
    b"2,CajaUno,False,Tue Oct 31 22:20:47 +0000 2017,@100 hola,,1\n"
    b"3,200,True,Tue Oct 31 22:10:47 +0000 2017,hola @CajaDos,4,\n"
    b"4,CajaDos,False,Tue Oct 31 22:30:47 +0000 2017,@200 hola,,3\n"
)
"""Messages of two companies: whose to take has to be said."""

VIEWERS: Final = (
    "Date,Total Viewers,New Viewers,Returning Viewers\n"
    + "".join(f'"{month} {day}",40,{day},{40 - day}\n' for month, day in [("December", 31), ("January", 1)])
).encode()
"""Dates without a year."""

CHART: Final = (
    'sep=,\n"Views"\n"Date","Primary"\n"2026-01-30T00:00:00","120"\n"2026-01-31T00:00:00","95"\n'
).encode("utf-16")
"""A chart of Facebook or of Instagram: its title does not say of which."""

DIXA: Final = (
    b"id,createdAt,queued_at,assigned_at,answeredAt,queuedAt,closedAt,direction,channel,queueName\n"
    b"1,2026-01-08T08:00:04Z,2026-01-08T08:00:30Z,2026-01-08 08:02:46+00:00,2026-01-08 08:02:46+00:00,"
    b"2026-01-08T08:00:30Z,2026-01-08 08:05:23+00:00,inbound,chat,Customer service\n"
)
"""A conversation of which the file cannot say on which channel it counts."""
