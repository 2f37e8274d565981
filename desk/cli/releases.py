"""For the maker of the program: his key pair, and the signed manifest of a version he gives out."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path

from desk import __version__
from desk.cli.parsing import Task
from desk.cli.run import Run
from desk.kernel.errors import FileRefused
from desk.kernel.text import tr
from desk.releases.keys import make_keys, private_key
from desk.releases.manifest import NAME, Release, read_release, signed

SHORTEST = 8


def _key_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "key", type=Path, metavar=tr("密钥文件"), help=tr("新密钥写到哪里;不要放进源程序文件夹")
    )


def _make_key(run: Run) -> int:
    password = run.password(tr("设置密钥的密码(至少 8 位):"))
    if len(password) < SHORTEST:
        raise FileRefused(tr("密钥的密码至少 {n} 位。").format(n=SHORTEST))
    public = make_keys(run.arguments.key, password)
    text = tr(
        "密钥已写成 {key},请锁好并另存一份:丢了它,已装的程序不再认您的新版本。\n"
        "公钥 {public} 放进源程序的 resources 文件夹,再编译;没有它的程序不检查更新。"
    ).format(key=run.arguments.key, public=public)
    value = {"ok": True, "key": str(run.arguments.key), "public": str(public)}
    run.voice.answer(value, text)
    return 0


def _manifest_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("installer", type=Path, metavar=tr("安装程序"), help=tr("要发布的 .exe"))
    parser.add_argument(
        "--key", type=Path, required=True, metavar=tr("密钥文件"), help=tr("release-key 写成的密钥")
    )
    parser.add_argument(
        "--news",
        action="append",
        required=True,
        metavar=tr("文字"),
        help=tr("新内容,一条一句;可写多次"),
    )
    parser.add_argument(
        "--release", default=__version__, metavar=tr("版本"), help=tr("默认是本程序的版本")
    )
    parser.add_argument(
        "--from-version", default="0.0.0", metavar=tr("版本"), help=tr("最低可以从哪个版本升级")
    )


def _write_manifest(run: Run) -> int:
    given = run.arguments
    key = private_key(given.key, run.password(tr("密钥的密码:")))
    release = _release_of(
        given.installer,
        given.release,
        given.from_version,
        tuple(line.strip() for line in given.news),
    )
    target = given.installer.with_name(NAME)
    target.write_bytes(signed(release, key))
    read_release(target, key.public_key())
    text = tr("已签 {path}。把它和 {name} 一起复制到更新文件夹,先复制安装程序。").format(
        path=target, name=release.file
    )
    run.voice.answer({"ok": True, "path": str(target), "sha256": release.sha256}, text)
    return 0


def _release_of(installer: Path, version: str, oldest: str, news: tuple[str, ...]) -> Release:
    try:
        with installer.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256").hexdigest()
        size = installer.stat().st_size
    except OSError as fault:
        words = tr("安装程序 {path} 读不到({why})。")
        raise FileRefused(words.format(path=installer, why=fault.strerror)) from None
    return Release(version, installer.name, size, digest, oldest, news)


TASKS = (
    Task(
        "release-key",
        "给发布者做一对密钥(只做一次)",
        "release-key D:\\密钥\\release.key",
        _key_arguments,
        _make_key,
    ),
    Task(
        "release-manifest",
        "给一个新版本的安装程序写更新清单并签名",
        "release-manifest D:\\发布\\freight-desk-1.4.0.exe --key D:\\密钥\\release.key --news 打印更快",
        _manifest_arguments,
        _write_manifest,
    ),
)
