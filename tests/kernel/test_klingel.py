"""The bell of the worker may be silent: nothing depends on it."""

import logging

import pytest
from celery import current_app

from bildungskommune import klingel


def test_a_bell_without_a_broker_is_noted_and_stops_nobody(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(current_app.conf, "broker_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(current_app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(current_app.amqp, "_producer_pool", None)
    monkeypatch.setattr(current_app, "_pool", None)

    with caplog.at_level(logging.WARNING, "bildungskommune.klingel"):
        klingel.ring("bildungskommune.post.tasks.senden", 7, queue="post")

    assert [record.getMessage() for record in caplog.records if record.name == "bildungskommune.klingel"] == [
        "broker is away, bildungskommune.post.tasks.senden of 7 waits for the sweep"
    ]
