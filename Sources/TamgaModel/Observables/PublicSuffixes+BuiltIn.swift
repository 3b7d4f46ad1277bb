extension PublicSuffixes {
    /// A compact rule that needs no list: single labels, the usual second levels under two-letter
    /// country codes, and the best-known hosts that give names to anyone.
    ///
    /// It knows less than the list of publicsuffix.org, which ``init(parsing:)-(StringProtocol)`` reads.
    public static let builtIn = PublicSuffixes(
        parsing: hosting.split { $0 == " " || $0 == "\n" }.joined(separator: "\n"),
        secondLevel: "com co net org gov edu ac mil or ne go gob gouv gov gub govt nic")

    private static let hosting = """
        me.uk ltd.uk plc.uk sch.uk nhs.uk police.uk id.au asn.au web.id my.id sch.id desa.id biz.id web.tr
        gen.tr bel.tr pol.tr k12.tr name.tr info.tr biz.tr tel.tr web.za nom.za law.za school.za web.ve
        firm.in gen.in ind.in nic.in res.in name.my info.pl biz.pl waw.pl nom.br adv.br blog.br eco.br
        art.br ind.br inf.br web.pk biz.pk fam.pk gok.pk gon.pk gop.pk gos.pk id.ir sch.ir nom.es
        ad.jp ed.jp gr.jp lg.jp re.kr pe.kr hs.kr go.kr idv.tw game.tw ebiz.tw club.tw idv.hk
        geek.nz gen.nz iwi.nz kiwi.nz maori.nz school.nz cri.nz health.nz muni.il k12.il idf.il
        in.ua kiev.ua kyiv.ua lviv.ua msk.ru spb.ru pp.ru pp.ua in.rs of.by minsk.by

        github.io githubusercontent.com gitlab.io bitbucket.io codeberg.page readthedocs.io
        blogspot.com blogspot.com.br blogspot.com.tr blogspot.co.uk blogspot.co.id blogspot.co.il
        blogspot.de blogspot.fr blogspot.it blogspot.nl blogspot.in blogspot.jp blogspot.ru blogspot.hk
        blogspot.com.ar blogspot.com.au blogspot.com.es blogspot.mx blogspot.ca blogspot.my
        appspot.com web.app firebaseapp.com run.app a.run.app cloudfunctions.net withgoogle.com
        herokuapp.com herokussl.com azurewebsites.net azurestaticapps.net cloudapp.net
        cloudapp.azure.com azureedge.net azurefd.net trafficmanager.net core.windows.net
        blob.core.windows.net web.core.windows.net cloudfront.net amazonaws.com s3.amazonaws.com
        compute.amazonaws.com compute-1.amazonaws.com elb.amazonaws.com elasticbeanstalk.com
        awsapprunner.com amplifyapp.com on.aws lambda-url.us-east-1.on.aws
        pages.dev workers.dev r2.dev trycloudflare.com netlify.app netlify.com vercel.app now.sh
        onrender.com fly.dev railway.app up.railway.app deno.dev surge.sh glitch.me repl.co replit.app
        replit.dev stackblitz.io webcontainer.io codesandbox.io gitpod.io render.com
        ondigitalocean.app digitaloceanspaces.com linodeobjects.com backblazeb2.com wasabisys.com
        oraclecloud.com aliyuncs.com myqcloud.com tcloudbaseapp.com
        ngrok.io ngrok.app ngrok-free.app ngrok-free.dev ngrok.dev loca.lt localtunnel.me serveo.net
        playit.gg portmap.io portmap.host
        duckdns.org no-ip.org no-ip.biz no-ip.info no-ip.com no-ip.ca noip.me noip.us ddns.net ddns.me
        ddns.us hopto.org hopto.me zapto.org sytes.net myftp.org myftp.biz servebeer.com serveblog.net
        servecounterstrike.com serveftp.com serveftp.net servegame.com servehalflife.com servehttp.com
        serveirc.com serveminecraft.net servemp3.com servepics.com servequake.com redirectme.net
        bounceme.net gotdns.ch gotdns.com viewdns.net webhop.me webhop.org onthewifi.com 3utilities.com
        myvnc.com access.ly blogsyte.com point2this.com
        dyndns.org dyndns.info dyndns.biz dyndns.tv dyn.com dynv6.net dynu.net dynu.com ddnsfree.com
        ddnsgeek.com giize.com gleeze.com kozow.com loseyourip.com ooguy.com theworkpc.com
        casacam.net accesscam.org camdvr.org freeddns.org mywire.org webredirect.org myddns.rocks
        chickenkiller.com mooo.com strangled.net ignorelist.com crabdance.com jumpingcrab.com us.to
        changeip.com changeip.net changeip.org dnsdynamic.org dynamic-dns.net dns-dns.com dnset.com
        ddns.info ddns.mobi dynalias.com dynalias.net dynalias.org homeip.net homelinux.org homeunix.org
        is-a-geek.com selfip.com selfip.net selfip.org mefound.com mrbasic.com mrface.com sexxxy.biz
        wikaba.com x24hr.com xxuz.com zzux.com ygto.com itemdb.com itsaol.com jkub.com lflinkup.com
        myddns.com mynetav.com ns01.info ns02.info ns1.name ocry.com onmypc.net organiccrap.com
        otzo.com qhigh.com qpoe.com rebatesrule.net sendsmtp.com ssl443.org toythieves.com
        3322.org 8866.org 9966.org f3322.net f3322.org vicp.net vicp.cc xicp.net gicp.net eicp.net
        oicp.net oray.net dnsalias.com dnsalias.net dnsalias.org
        wordpress.com weebly.com weeblysite.com wixsite.com wixstudio.com editorx.io squarespace.com
        tumblr.com webflow.io carrd.co strikingly.com godaddysites.com jimdosite.com jimdofree.com
        mystrikingly.com square.site myshopify.com shopifypreview.com business.site 000webhostapp.com
        000webhost.com 000space.com infinityfreeapp.com epizy.com rf.gd byethost.com byethost7.com
        atwebpages.com awardspace.info freehosting.com freewebhostmost.com hostinger.com hstn.me
        altervista.org ucoz.com ucoz.net ucoz.ru narod.ru my1.ru at.ua clan.su do.am
        blogger.com livejournal.com typepad.com over-blog.com hatenablog.com neocities.org
        ipfs.io dweb.link cf-ipfs.com ipfs.dweb.link nftstorage.link w3s.link fleek.co on.fleek.co
        translate.goog plesk.page onmicrosoft.com sharepoint.com
        uk.com us.com eu.com de.com cn.com ru.com br.com jpn.com za.com sa.com gb.net uk.net se.net
        eu.org eu.int co.com
        """
}
