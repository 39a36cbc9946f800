package io.halo.manager.adapter.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.halo.agent.v1.HeartbeatResponse;
import io.halo.core.model.HostId;
import io.halo.manager.support.FakeAgent;
import io.halo.manager.support.Heard;
import io.halo.manager.support.Road;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// When the next heartbeat may rely on a connection, by a clock that the test sets.
@Timeout(60)
class BeatLineTest implements BeatLine.Owner {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final CountDownLatch settled = new CountDownLatch(1);
    private final GatewayThread thread = new GatewayThread();
    private final ChannelMaker channels = new ChannelMaker(Duration.ofSeconds(30), null);
    private final Answers answers = new Answers(new Heard());
    private volatile Instant now = START;
    private FakeAgent agent;
    private Road road;
    private BeatLine line;

    @BeforeEach
    void aHeartbeatIsSentToAnAgentThatWillNotAnswer() throws Exception {
        agent = FakeAgent.start();
        agent.answersHeartbeats = false;
        road = Road.to(agent.port()).shut();
        line = onThread(this::line);
        onThread(() -> {
            line.send();
            return true;
        });
    }

    @AfterEach
    void end() throws Exception {
        onThread(() -> {
            line.close();
            return true;
        });
        thread.close();
        channels.close();
        answers.close();
        road.close();
        agent.close();
    }

    @Test
    void aConnectionThatIsBeingMadeServesForHalfASecond() throws Exception {
        assertThat(serves(millis(499))).isTrue();
        assertThat(serves(millis(501))).isFalse();
    }

    /// However long the connection took: an answer is owed from then on only.
    @Test
    void timeSpentConnectingIsNoTimeWithoutAnAnswer() throws Exception {
        now = millis(450);
        road.openToAll();
        assertThat(settled.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(serves(millis(849))).isTrue();
        assertThat(serves(millis(851))).isFalse();
    }

    private boolean serves(Instant moment) throws Exception {
        return onThread(() -> line.serves(moment, PATIENCE));
    }

    private static Instant millis(int since) {
        return START.plusMillis(since);
    }

    private BeatLine line() {
        var address = new AgentAddress("127.0.0.1", road.port(), false);
        var link =
                new Link(
                        new HostId("h"),
                        address,
                        Duration.ofMillis(200),
                        Duration.ofSeconds(30),
                        thread,
                        new ConnectSlots(thread),
                        channels,
                        new Addresses(address, thread, Runnable::run),
                        answers,
                        () -> now,
                        () -> Claim.NONE);
        return new BeatLine(
                link, new InetSocketAddress(InetAddress.getLoopbackAddress(), road.port()), this);
    }

    private <T> T onThread(Callable<T> task) throws Exception {
        var result = new CompletableFuture<T>();
        thread.execute(() -> {
            try {
                result.complete(task.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void answered(
            BeatLine from, BeatLine.Beat beat, Instant at, HeartbeatResponse response) {}

    @Override
    public void failed(
            BeatLine from, BeatLine.Beat beat, Instant at, Status status, boolean heard) {}

    @Override
    public void settled(BeatLine by) {
        settled.countDown();
    }

    @Override
    public void lost(BeatLine by, Instant at) {}
}
