"""Reading files where they can do no harm: in a process of its own, with limits.

`parent.parse` is what `kpi.importing.parse.parse` is, for a file that nobody has looked at. Three processes have
a part in it. The *parent* (the server, the command line) never reads a cell. The *fork server* is started once
by the parent, imports what reading needs and then does nothing but fork; it holds one thread, no file and no
secret. A *child* is forked for each file: it takes limits on itself, reads the file, hands the result back and
ends. Whatever a file does to its child, the parent has a sentence for it.
"""
