"""Long work 后台工作 as a page: how far it has got, what it told, the files it made. A reload, or another day, finds it again."""

from shouwang.console.blocks import Block, Cell, Head, Progress, Row, Rows, Section, Sheet, Table
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.job_files import HERE
from shouwang.console.views import Link
from shouwang.kernel.actor import STAFF, Actor
from shouwang.platform import jobs
from shouwang.platform.jobs import Job, JobState
from shouwang.platform.web import Api, Reply, get, roles

staff = roles(*STAFF)

# What each kind of work is called: a verb and its object, as it stands in "正在…".
KINDS = {
    "service-records": "做服务记录表",
    "hours-proofs": "做时长证明",
    "ceremony": "做整批证书",
    "ranking": "排名次",
    "rules-preview": "试算新规则",
    "points-report": "做中队月报",
    "unfinished": "列没学完的人",
    "regrade": "重新判卷",
    "questions-import": "导入题库",
    "points-rebuild": "重建积分账",
    "medals-backfill": "补发勋章",
    "personal-export": "备份个人数据",
    "erasure": "注销个人数据",
    "volunteers-import": "导入队员",
    "volunteers-export": "导出队员",
    "assembly-points-import": "导入集结点",
    "signs": "做集结点牌子",
    "nightly": "做每夜的活",
}


def job_sheet(job: Job, back: Link | None = None) -> Sheet:
    """One piece of long work."""
    doing = KINDS.get(job.kind, "做后台工作")
    over = job.state in (JobState.DONE, JobState.FAILED)
    again = "" if over else f"{HERE}/{job.job_id}"
    progress = Progress(doing, job.done, job.total, _says(job, doing), again)
    return Sheet(
        title=doing,
        line="关了这一页也在做；这个地址一直能回来看",
        blocks=(Section("进度", (progress,), remark=job.job_id), *_files(job)),
        back=back,
        reloads_after_s=0 if over else 3,
    )


def _says(job: Job, doing: str) -> str:
    if job.state is JobState.FAILED:
        return f"没有做成：{job.fault or '原因没有记下'}。什么也没有写进去，改好再来一次"
    if job.state is JobState.UNDOING:
        return "没有做成，正在把做了一半的收回来"
    if job.state is JobState.DONE:
        return f"做完了，一共 {job.total:,} 步" if job.total else "做完了"
    return f"正在{doing}，{job.done:,} / {job.total:,}" if job.total else f"排上队了，马上开始{doing}"


def _files(job: Job) -> tuple[Block, ...]:
    if not job.files:
        return ()
    rows = tuple(
        Row((Cell(file.name, href=f"{HERE}/{job.job_id}/files/{n}"), Cell(_size(file.size_bytes))))
        for n, file in enumerate(job.files)
    )
    table = Table("做出的文件", (Head("文件"), Head("大小", number=True)), (Rows(rows),))
    return (Section("文件", (table,), remark=f"留 {jobs.FILES_KEPT.days} 天"),)


def _size(count_bytes: int) -> str:
    return f"{count_bytes / 1_000_000:.1f} MB" if count_bytes >= 1_000_000 else f"{max(count_bytes // 1000, 1):,} KB"


class JobPageRoutes:
    """The page of one piece of work."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @get(HERE + "/{job_id}", who=staff, html=True, summary="后台工作：做到哪里了")
    def job(self, actor: Actor, cookies: dict[str, str], job_id: str) -> Reply:
        """One job of mine. Cost: 1 request."""
        return self.desk.sheet(actor, Browser(cookies), HERE, job_sheet(jobs.fetch_for(actor, job_id)))


def api(desk: Desk) -> Api:
    """Pages of long work."""
    return Api.of("console-jobs", JobPageRoutes(desk), desk.pages.refusal)
