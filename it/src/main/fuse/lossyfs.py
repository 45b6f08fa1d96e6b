#!/usr/bin/python3
"""A file system that loses on a power failure what was not synced: lossyfs.py DURABLE LIVE MOUNTPOINT

LIVE is what programs see; DURABLE is what is on the disk. Names (create, rename, link, remove) reach the disk in their
order with the next fsync of anything, as with a journal; the bytes of a file reach it with an fsync of that file alone.
Killing this process is the power failure: LIVE is thrown away, DURABLE is what is left. Files that are mapped into memory
are as durable as the pages that the kernel has written back. Prints "mounted" when it is.
"""
import errno
import os
import shutil
import sys
import threading

from fusepy import FUSE, FuseOSError, Operations


class Lossy(Operations):
    def __init__(self, durable, live):
        self.durable = durable
        self.live = live
        self.names = []  # not on the disk yet, in order
        self.bytes = {}  # inode -> writes and truncations that are not on the disk yet
        self.lock = threading.RLock()

    def _live(self, path):
        return self.live + path

    def _durable(self, path):
        return self.durable + path

    def _inode(self, path):
        return os.lstat(self._live(path)).st_ino

    def _name(self, step, *arguments):
        self.names.append((step, arguments))

    def _dirty(self, path, change):
        self.bytes.setdefault(self._inode(path), []).append(change)

    # what reaches the disk

    def _sync_names(self):
        for step, arguments in self.names:
            step(*arguments)
        self.names.clear()

    def _sync_bytes(self, path):
        changes = self.bytes.pop(self._inode(path), [])
        with open(self._durable(path), "r+b") as file:
            for kind, offset, data in changes:
                if kind == "truncate":
                    file.truncate(offset)
                else:
                    file.seek(offset)
                    file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def fsync(self, path, datasync, fh):
        with self.lock:
            self._sync_names()
            if path and os.path.lexists(self._live(path)):
                self._sync_bytes(path)
        return 0

    def fsyncdir(self, path, datasync, fh):
        with self.lock:
            self._sync_names()
        return 0

    # names

    def create(self, path, mode, fi=None):
        with self.lock:
            fh = os.open(self._live(path), os.O_RDWR | os.O_CREAT | os.O_TRUNC, mode)
            self.bytes.pop(self._inode(path), None)
            self._name(lambda p: os.close(os.open(p, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)), self._durable(path))
        return fh

    def mkdir(self, path, mode):
        with self.lock:
            os.mkdir(self._live(path), mode)
            self._name(os.mkdir, self._durable(path), mode)

    def rmdir(self, path):
        with self.lock:
            os.rmdir(self._live(path))
            self._name(os.rmdir, self._durable(path))

    def unlink(self, path):
        with self.lock:
            if os.lstat(self._live(path)).st_nlink == 1:
                self.bytes.pop(self._inode(path), None)
            os.unlink(self._live(path))
            self._name(os.unlink, self._durable(path))

    def rename(self, old, new):
        with self.lock:
            os.rename(self._live(old), self._live(new))
            self._name(os.rename, self._durable(old), self._durable(new))

    def link(self, target, source):
        with self.lock:
            os.link(self._live(source), self._live(target))
            self._name(os.link, self._durable(source), self._durable(target))

    def symlink(self, target, source):
        with self.lock:
            os.symlink(source, self._live(target))
            self._name(os.symlink, source, self._durable(target))

    def chmod(self, path, mode):
        os.chmod(self._live(path), mode)
        self._name(os.chmod, self._durable(path), mode)

    def chown(self, path, uid, gid):
        os.chown(self._live(path), uid, gid)

    def utimens(self, path, times=None):
        os.utime(self._live(path), times)

    # bytes

    def open(self, path, flags):
        return os.open(self._live(path), flags & ~os.O_APPEND)

    def read(self, path, size, offset, fh):
        return os.pread(fh, size, offset)

    def write(self, path, data, offset, fh):
        with self.lock:
            written = os.pwrite(fh, data, offset)
            if os.path.lexists(self._live(path)):
                self._dirty(path, ("write", offset, bytes(data[:written])))
        return written

    def truncate(self, path, length, fh=None):
        with self.lock:
            os.truncate(self._live(path), length)
            self._dirty(path, ("truncate", length, None))

    def flush(self, path, fh):
        return 0

    def release(self, path, fh):
        os.close(fh)

    # facts

    def access(self, path, mode):
        if not os.access(self._live(path), mode):
            raise FuseOSError(errno.EACCES)

    def getattr(self, path, fh=None):
        facts = os.lstat(self._live(path))
        return {key: getattr(facts, key) for key in (
            "st_atime", "st_ctime", "st_gid", "st_mode", "st_mtime", "st_nlink", "st_size", "st_uid", "st_blocks")}

    def readdir(self, path, fh):
        return [".", ".."] + os.listdir(self._live(path))

    def readlink(self, path):
        return os.readlink(self._live(path))

    def statfs(self, path):
        facts = os.statvfs(self._live(path))
        return {key: getattr(facts, key) for key in (
            "f_bavail", "f_bfree", "f_blocks", "f_bsize", "f_favail", "f_ffree", "f_files", "f_flag", "f_frsize", "f_namemax")}


def main():
    durable, live, mountpoint = (os.path.abspath(path) for path in sys.argv[1:4])
    shutil.rmtree(live, ignore_errors=True)
    shutil.copytree(durable, live, symlinks=True)
    lossy = Lossy(durable, live)
    lossy.init = lambda path: print("mounted", flush=True)
    FUSE(lossy, mountpoint, foreground=True, nothreads=True, default_permissions=True, attr_timeout=0, entry_timeout=0)


if __name__ == "__main__":
    main()
